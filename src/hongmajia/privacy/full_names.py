"""Full names of people that stand without a title: in lists, as subjects, as signatures.

Here the characters of the given name and what stands around it say that it is a name.
"""

import re
from collections.abc import Collection, Iterator

from .surnames import ANY_SURNAME, COMMON, TELLING
from .words import Words

LABEL = re.compile(
    r"(?:[\u4e00-\u9fff]人(?=\s?:)|经办|填表人?|填写人|报修人?|申请人|申报人|提出人|报告人|签名|签字|姓名|名字|成员|人员|参加的人|参加人|"
    r"参加者|操作工|操作者|通知|徒弟|同事|记录人|审核人?|审批人?|工号[:是]?\s?[A-Za-z0-9-]{2,12}[\s,/:]{1,2})"
    r"\s?[:是为叫有]{0,2}\s?"
)
WORD_AS_NAME = re.compile(
    r"(?:联系人?|姓名|名字|我叫|本人|找|填表人|报修人|申请人|经办人?)[:是]?\s?"
    r"(?P<name>方圆|高明|高峰|文静|安静|白雪|黎明|高远|雷鸣|金鑫|高原|方舟)(?=[^\w]|$|电话|手机)"
)
"""Names that are words as well: read only where a label is before and nothing after."""
BEFORE = re.compile(
    r"(?:^|[^\w]|[是由归让请叫找给跟和与同问向被听据的里]|同事|徒弟|师傅|昨天|今天|上次|当时|一直|就是)$"
)
VERBAL = ("v", "d", "p", "t", "c", "r", "uj", "x", "zg", "m")
"""Tags of what may follow a name that is a subject."""
DOES = re.compile(
    r"[画说写编改调修做开带教装焊车磨铣设管报填查测试看换发交拿懂会做干提找用退擦摸盯守]|联系|整理|设计|维修|操作"
)
"""What a person does, where the dictionary reads a noun."""
BETWEEN = re.compile(r"\s?[、,和与及/]\s?|\s")
JOINED = re.compile(r"\s?[、和与]\s?")
SIGNED = re.compile(r"(?:—{1,2}|--|[。!?~,;]|\s|谢谢|拜托了?)\s*$")
AFTER_SIGNATURE = re.compile(
    r"\s*(?:[敬谨拜]上|留言?|启|\d{1,4}[年月./-][\d年月日./-]{0,9})?[。.!]?\s*$"
)
CERTAIN = re.compile("欧阳|上官|诸葛|司徒|皇甫|尉迟|令狐|慕容|夏侯|端木")
"""Surnames that are nothing else."""
PLAIN = set(COMMON) - set("张孔段石黄毛程龙沙雷夏施严莫汤常")
"""Surnames that are seldom words."""
STAFF = re.compile(r"\s?[(/,]\s?(?:工号|员工编?号|\d{3,8}号)")
"""What stands after a name on a slip of the staff."""


def full_names(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the places of the full names."""
    yield from _labelled(words)
    yield from _listed(words)
    for start in sorted(words.edges):
        end = words.full_name(start)
        if end and _stands_alone(words, start, end):
            yield start, end


def neighbours(words: Words, found: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the full names joined by 、 or 和 to a name that was found."""
    seen = {start for start, _ in found}
    for _, end in found:
        joint = JOINED.match(words.text, end)
        while joint and joint.end() not in seen:
            seen.add(joint.end())
            if not (last := words.full_name(joint.end(), surname=ANY_SURNAME)):
                break
            yield joint.end(), last
            joint = JOINED.match(words.text, last)


def _labelled(words: Words) -> Iterator[tuple[int, int]]:
    for match in LABEL.finditer(words.text):
        if end := words.full_name(match.end(), surname=ANY_SURNAME):
            yield match.end(), end
    for match in WORD_AS_NAME.finditer(words.text):
        yield match.span("name")


def _listed(words: Words) -> Iterator[tuple[int, int]]:
    """Names of a list in which one at least is surely a name; a word ends the list."""
    last = 0
    for start in sorted(words.edges):
        if start < last:
            continue
        names = list(_row(words, start))
        if len(names) > 1 and any(_tells(words, *name) for name in names):
            yield from names
        last = names[-1][1] if names else start


def _row(words: Words, start: int) -> Iterator[tuple[int, int]]:
    end = words.full_name(start, surname=ANY_SURNAME)
    while end:
        yield start, end
        between = BETWEEN.match(words.text, end)
        start = between.end() if between else end
        end = words.full_name(start, surname=ANY_SURNAME) if between else 0


def _tells(words: Words, start: int, end: int) -> bool:
    """Whether it has three characters or more, and one that is rare in the words of the trades."""
    name = words.text[start:end]
    return len(name) > 2 and bool(set(name[1:]) & set(TELLING) or CERTAIN.match(name))


def _stands_alone(words: Words, start: int, end: int) -> bool:
    before, after = words.text[max(0, start - 3) : start], words.text[end : end + 24]
    if STAFF.match(after):
        return True
    if SIGNED.search(before) and AFTER_SIGNATURE.match(after):
        return end - start > 2 or "—" in before
    tag = words.tags.get(end, ("", "x"))[1]
    follows = tag.startswith(VERBAL) or DOES.match(after)
    sure = _tells(words, start, end) or _is_spelled_out(words, start, end)
    return bool(sure and BEFORE.search(before) and follows)


def _is_spelled_out(words: Words, start: int, end: int) -> bool:
    """Whether it has three characters after a surname that is no word, none of them in a word."""
    single = all(place in words.edges for place in range(start, end))
    return end - start > 2 and single and words.text[start] in PLAIN
