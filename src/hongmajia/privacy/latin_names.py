"""Names in Latin letters: after a label or a title, and in pinyin beside a number."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator

from .finds import Find, Kind
from .folding import Folded
from .subjects import ACTS
from .surnames import COMMON

LABELLED = re.compile(
    r"(?:(?:联系人|联络人|对接人)[:是]?\s?(?=[A-Z])|(?=\b(?:Mr|Mrs|Ms|Miss)\b))"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss)\.?\s?)?[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
)
GIVEN = (
    "Kevin|Tony|Peter|David|Lisa|Jack|Jacky|John|Mike|Michael|"
    "Tom|Tommy|Jerry|Lucy|Lily|Amy|Anna|Emma|Eric|Frank|"
    "Jason|Jenny|Jessica|Judy|Julia|Karen|Kelly|Ken|Leo|"
    "Linda|Mary|Nancy|Nick|Paul|Rose|Ruby|Sam|Sandy|Steven|"
    "Steve|Sunny|Vivian|Wendy|Andy|Alex|Allen|Alice|Bill|"
    "Bob|Bruce|Cindy|Daniel|Henry|James|Jim|Jimmy|Joe|"
    "Robert|Simon|Susan|Tina|Vincent|Ben|Brian|Candy|Chris|"
    "Coco|Dave|Eva|Grace|Harry|Helen|Ivy|Jane|Jeff|Johnny|"
    "Joyce|Kate|Larry|Laura|Lucas|Mark|Martin|May|Monica|"
    "Owen|Ray|Richard|Ricky|Ryan|Sally|Sarah|Sophia|Stella|"
    "Terry|Tim|Victor|Vicky|William|Winnie|Yolanda|Zoe|"
    "Cherry|Fiona|Gary|Jackie|Kitty|Lena|Mandy|Rachel|Roy"
)
WHOLE = rf"(?:{GIVEN})(?:\s[A-Z][a-z]{{1,9}})?(?![A-Za-z0-9_@.-])"
WESTERN = re.compile(
    r"(?<![A-Za-z0-9_@.-])(?P<name>[A-Z][a-z]{2,9}\s(?:Wang|"
    r"Li|Zhang|Liu|Chen|Yang|Huang|Zhao|Zhou|Wu|Xu|Sun|"
    r"Zhu|Hu|Lin|Guo|Gao|Luo|Zheng|Xie|Tang|Xiao|Deng|"
    r"Feng|Zeng|Peng|Pan|Cai|Jiang|Lu|Ding|Shen|Qian|Jin))"
    r"(?![A-Za-z0-9_@.-])"
)
"""An English given name before a Chinese surname: Leon Zhou."""
ADDRESSED = re.compile(
    rf"(?<![A-Za-z0-9_@.-])(?P<name>{WHOLE}\s?(?:老师|师傅|哥|姐|总|工(?!具|业|厂)|先生|女士|经理))"
    rf"|(?:找|问|联系|我叫|我是|叫|请教|"
    rf"英文名)[:是]?\s?(?P<asked>{WHOLE})(?!\s?(?:牌|公式|机|泵|阀))"
    r"|(?:[是找问叫请由跟和听])(?P<whole>[A-Z][a-z]{2,12}\s[A-Z][a-z]{2,12})(?=过来|"
    r"来|说|讲|教|先生|老师)"
    rf"|(?<![A-Za-z0-9_@.-])(?P<full>(?!(?:May|Rose|Mark|Ray|Ruby|Candy|Cherry|Sunny|Grace)\b)"
    rf"(?:{GIVEN})\s[A-Z][a-z]{{2,9}})(?![A-Za-z0-9_@.-])"
    rf"|(?<![A-Za-z0-9_@.-])(?P<mixed>(?:{GIVEN})[{COMMON}])(?=[^\w]|$|[说讲来])"
    r"|(?:调试员|工程师|技术员|专家|顾问|同事)(?P<foreign>[A-Z][a-z]{2,12}\s[A-Z][a-z]{2,12})"
    rf"|(?<![A-Za-z0-9_@.-])(?P<acts>{WHOLE})\s?{ACTS.pattern}"
)
"""English given names, as they are used in offices: with a title, asked for, or doing something."""
SURNAMES = (
    "ouyang|shangguan|zhuge|situ|wang|li|zhang|liu|chen|"
    "yang|huang|zhao|zhou|wu|xu|sun|ma|zhu|hu|lin|guo|he|"
    "gao|luo|zheng|liang|xie|song|tang|deng|han|feng|"
    "cao|peng|zeng|xiao|tian|dong|pan|yuan|cai|jiang|yu|"
    "du|ye|cheng|wei|su|lv|lu|ding|ren|yao|shen|zhong|"
    "cui|tan|fan|liao|shi|jin|jia|xia|fu|fang|zou|xiong|"
    "bai|meng|qin|qiu|hou|yin|xue|yan|lei|long|tao|"
    "mao|hao|gu|gong|shao|wan|qian|dai|mo|kong|ni|chu|"
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
    matches = [
        *WESTERN.finditer(folded.text),
        *LABELLED.finditer(folded.text),
        *ASKED_FOR.finditer(folded.text),
    ]
    for number in (each for each in numbers if each.kind in PHONES):
        start, end = (bisect_left(folded.places, place) for place in (number.start, number.end))
        before = BEFORE_NUMBER.search(folded.text, max(0, start - 30), start)
        after = AFTER_NUMBER.match(folded.text, end)
        matches += [match for match in (before, after) if match]
    for match in ADDRESSED.finditer(folded.text):
        yield Find(*folded.span(*match.span(match.lastgroup or 0)), Kind.NAME)
    for match in matches:
        yield Find(*folded.span(*match.span("name")), Kind.NAME)
