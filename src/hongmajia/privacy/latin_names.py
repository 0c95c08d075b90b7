"""Names in Latin letters: after a label or a title, and in pinyin beside a number."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from .finds import Find, Kind
from .folding import Folded

LABELLED = re.compile(
    r"(?:(?:联系人|联络人|对接人)[:是]?\s?(?=[A-Z])|(?=\b(?:Mr|Mrs|Ms|Miss)\b))"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss)\.?\s?)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
)
SURNAMES = (
    "ouyang|shangguan|zhuge|situ|wang|li|zhang|liu|chen|yang|huang|zhao|zhou|wu|xu|sun|ma|zhu|hu|lin|guo|he|"
    "gao|luo|zheng|liang|xie|song|tang|deng|han|feng|cao|peng|zeng|xiao|tian|dong|pan|yuan|cai|jiang|yu|"
    "du|ye|cheng|wei|su|lv|lu|ding|ren|yao|shen|zhong|cui|tan|fan|liao|shi|jin|jia|xia|fu|fang|zou|xiong|"
    "bai|meng|qin|qiu|hou|yin|xue|yan|lei|long|tao|mao|hao|gu|gong|shao|wan|qian|dai|mo|kong|ni|chu|"
    "chang|kang|shu|ruan|mei|tong|ling|bi|shan|pei|ji|min|yue|qi|zhan|rao"
)
SYLLABLE = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[iu]?[aeo][iou]?|[iuv][ei]?|ui)(?:ng|n|r)?"
PINYIN = rf"(?!wei\s?xin|wei\s?chat|shou\s?ji)(?:{SURNAMES})\s?(?:{SYLLABLE}){{1,2}}"
ASKED_FOR = re.compile(
    rf"(?:contact|call|name|联系人?|找|我叫|姓名|请问)[:是]?\s?(?P<name>{PINYIN})(?![a-z0-9_@.])",
    re.I,
)
BEFORE_NUMBER = re.compile(rf"(?<![a-z0-9_])(?P<name>{PINYIN})[\s:,、(/]{{0,3}}$", re.I)
AFTER_NUMBER = re.compile(rf"[\s(/,、]{{1,3}}(?P<name>{PINYIN})(?![a-z0-9_@.])", re.I)
PHONES = (Kind.PHONE, Kind.LANDLINE)


def latin_names_in(folded: Folded, numbers: Collection[Find]) -> Iterator[Find]:
    """Yield names in Latin letters; ``numbers`` are what stands beside some."""
    matches = [*LABELLED.finditer(folded.text), *ASKED_FOR.finditer(folded.text)]
    for number in (each for each in numbers if each.kind in PHONES):
        start, end = (bisect_left(folded.places, place) for place in (number.start, number.end))
        before = BEFORE_NUMBER.search(folded.text, max(0, start - 30), start)
        after = AFTER_NUMBER.match(folded.text, end)
        matches += [match for match in (before, after) if match]
    for match in matches:
        yield Find(*folded.span(*match.span("name")), Kind.NAME)
