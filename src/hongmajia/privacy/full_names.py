"""Full names of people that stand without a title: in lists, as subjects, as signatures.

Here the characters of the given name and what stands around it say that it is a name.
"""

import re
from collections.abc import Collection, Iterator

from .surnames import ANY_SURNAME, COMMON, NAMES_OR_WORDS, SURNAME, TELLING, USUAL
from .words import GIVEN, Words

LABEL = re.compile(
    r"(?:[\u4e00-\u9fff]人(?=\s?:)|经办|填表人?|填写人|报修人?|申请人|"
    r"申报人|提出人|报告人|签名|签字|姓名|名字|成员|人员|参加的人|参加人|"
    r"参加者|操作工|操作者|通知|徒弟|同事|记录人|[\u4e00-\u9fff]者(?=[:是]|"
    r"[\u4e00-\u9fff]{2,3}[,(。\s])|组员|学员|主讲|执笔|"
    r"撰稿|供稿|摄影|通讯员|带头人|开户名?|户名|收款人|持卡人|车主|"
    r"审核人?|审批人?|工号[:是]?\s?[A-Za-z0-9-]{2,12}[\s,/:]{1,2})"
    r"\s?[:是为叫有]{0,2}\s?"
)
WORD_AS_NAME = re.compile(
    r"(?:联系人?|姓名|名字|我叫|本人|找|填表人|报修人|申请人|经办人?)[:是]?\s?"
    rf"(?P<name>{NAMES_OR_WORDS})(?=[^\w]|$|电话|手机)"
)
"""Names that are words as well: read only where a label is before and nothing after."""
CALLED_BY_NAME = re.compile(
    rf"(?:我叫|名叫|叫做|姓名[:是]?|联系人[:是]|报修人[:是]|"
    rf"填报人[:是])\s?(?P<name>{SURNAME}{GIVEN}{{1,2}})"
    r"(?=[^\w]|$|\d|电话|手机|[是在])"
)
LABELLED_WITH_COLON = re.compile(
    rf"(?:联系|联络|报修|填报|经办|负责|"
    rf"对接)人\s?:\s?(?P<name>[\u4e00-\u9fff][{USUAL}]{{1,2}})(?=[^\w]|$)"
)
"""After a label and a colon any character may be the surname."""
"""Where a person gives the name, any characters are one: 我叫葛二蛋."""
INTRODUCED = re.compile(r"我是[\u4e00-\u9fff]{2,12}(?=[^\w]|$)")
"""The name is last where a person says who they are: 我是热处理的薛亮."""
BEFORE = re.compile(
    r"(?:^|[^\w]|[是由归让请叫派找寻给跟和与同问向被听据的里]|"
    r"同事|徒弟|师傅|昨天|今天|上次|当时|一直|就是)$"
)
VERBAL = ("v", "d", "p", "t", "c", "r", "uj", "x", "zg", "m")
"""Tags of what may follow a name that is a subject."""
DOES = re.compile(
    r"[画说写编改调修做开带教装焊车磨铣设管报填查测试看换发交拿懂会做干提找用退擦摸盯守]|"
    r"联系|整理|设计|维修|操作"
)
"""What a person does, where the dictionary reads a noun."""
BETWEEN = re.compile(r"\s?[、,和与及/]\s?|\s|\([\u4e00-\u9fff]{1,6}\)[、,和与]?")
JOINED = re.compile(r"\s?[、和与跟]\s?")
JOINED_TO = re.compile(r"\s?[、和与跟]\s?$")
SIGNED = re.compile(r"(?:—{1,2}|--|[。!?~,;]|\s|谢谢|拜托了?)\s*$")
AFTER_SIGNATURE = re.compile(
    r"\s*(?:[敬谨拜]上|留言?|启|\d{1,4}[年月./-][\d年月日./-]{0,9})?[。.!]?\s*$"
)
BETWEEN_STROKES = re.compile(r"[—–-]{2}")
"""Around a name in a heading: 钳工组—杜永生—刮刀磨不好."""
SAID = re.compile(r"\s?:\s?(?=[\u4e00-\u9fff])")
"""After the name of who writes: 徐海波:热处理后变形."""
CERTAIN = re.compile("欧阳|上官|诸葛|司徒|皇甫|尉迟|令狐|慕容|夏侯|端木")
"""Surnames that are nothing else."""
IN_ROW = re.compile(f"{ANY_SURNAME}(?:{GIVEN}[{TELLING}]|[{TELLING}]{GIVEN})")
GLUED = re.compile(f"{SURNAME}[{USUAL}]{{2}}|[{COMMON}][{TELLING}]")
PLAIN = set(COMMON) - set("张孔段石黄毛程龙沙雷夏施严莫汤常")
"""Surnames that are seldom words."""
ASKED_FOR = re.compile(r"(?:[找派靠请叫问]|表扬|感谢|多亏|轮到|带着|跟着)$")
"""What is done to people only, before a name."""
STAFF = re.compile(
    r"\s?[(/,]\s?(?:工号|员工编?号|\d{3,8}号)|的?(?:身份证|社保|工号|银行卡|工资卡|卡号|驾照|护照)"
)
"""What stands after a name on a slip of the staff."""


def full_names(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the places of the full names."""
    yield from _labelled(words)
    yield from _introduced(words)
    yield from _listed(words)
    for start in sorted(words.edges):
        end = words.full_name(start)
        if end and _stands_alone(words, start, end):
            yield start, end


def neighbours(words: Words, found: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the full names joined by 、 or 和 to a name that was found, after it or before."""
    seen = {start for start, _ in found}
    for start, end in found:
        yield from _before(words, start)
        joint = JOINED.match(words.text, end)
        while joint and joint.end() not in seen:
            seen.add(joint.end())
            first = joint.end()
            last = words.full_name(first, surname=ANY_SURNAME) or _glued(words, first)
            if not (last := last or words.longest_name(first)):
                break
            yield joint.end(), last
            joint = JOINED.match(words.text, last)


def _before(words: Words, start: int) -> Iterator[tuple[int, int]]:
    """The full name joined to the name at ``start``, if it begins a clause."""
    joint = JOINED_TO.search(words.text[max(0, start - 4) : start])
    edge = start - len(joint[0]) if joint else 0
    for first in range(max(0, edge - 4), edge - 1):
        if words.is_full(first, edge) and not words.text[max(0, first - 1) : first].isalnum():
            yield first, edge


def _labelled(words: Words) -> Iterator[tuple[int, int]]:
    for match in LABEL.finditer(words.text):
        if end := words.full_name(match.end(), surname=ANY_SURNAME):
            yield match.end(), end
    for match in CALLED_BY_NAME.finditer(words.text):
        if words.tags.get(match.start("name"), ("", ""))[0][1:] in ("", match["name"][1:2]):
            yield match.span("name")
    for match in LABELLED_WITH_COLON.finditer(words.text):
        yield match.span("name")
    for match in WORD_AS_NAME.finditer(words.text):
        yield match.span("name")


def _introduced(words: Words) -> Iterator[tuple[int, int]]:
    for match in INTRODUCED.finditer(words.text):
        for start in range(max(match.start() + 2, match.end() - 3), match.end() - 1):
            if start in words.edges and match.end() in (
                words.full_name(start),
                _glued(words, start),
            ):
                yield start, match.end()
                break


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
    end = _of_row(words, start)
    while end:
        yield start, end
        between = BETWEEN.match(words.text, end)
        start = between.end() if between else end
        end = max(_of_row(words, start), _glued(words, start)) if between else 0


def _of_row(words: Words, start: int) -> int:
    """Return the end of a name in a row, where one character rare in words makes a given name."""
    match = IN_ROW.match(words.text, start)
    if match and all(place in words.edges for place in range(start, match.end() + 1)):
        return match.end()
    return words.full_name(start, surname=ANY_SURNAME)


def _glued(words: Words, start: int) -> int:
    """Return the end of a name after others whose end the dictionary joins to what follows."""
    match = GLUED.match(words.text, start)
    tells = match and set(match[0][1:]) & set(TELLING)
    return match.end() if match and tells and start in words.edges else 0


def _tells(words: Words, start: int, end: int) -> bool:
    """Whether it has three characters or more, and one that is rare in the words of the trades."""
    name = words.text[start:end]
    return len(name) > 2 and bool(set(name[1:]) & set(TELLING) or CERTAIN.match(name))


def _stands_alone(words: Words, start: int, end: int) -> bool:
    before, after = words.text[max(0, start - 3) : start], words.text[end : end + 24]
    if STAFF.match(after):
        return True
    if SIGNED.search(before) and (signed := AFTER_SIGNATURE.match(after)):
        return end - start > 2 or "—" in before or "上" in signed[0]
    if BETWEEN_STROKES.fullmatch(before[-1:] + after[:1]):
        return end - start > 2
    if not before.strip("\n") and SAID.match(after):
        return words.text[start] in PLAIN
    if _is_unmistakable(words, start, end):
        return True
    tag = words.tags.get(end, ("", "x"))[1]
    is_asked = end - start > 2 and ASKED_FOR.search(before) and words.text[start] in PLAIN
    if is_asked and not (tag.startswith("n") and tag != "nr"):
        return True
    is_surname = words.tags[start][1] == "nr" and end - start > 2
    follows = tag.startswith(VERBAL) or DOES.match(after)
    sure = is_surname or _tells(words, start, end) or _is_spelled_out(words, start, end)
    return bool(sure and BEFORE.search(before) and follows)


def _is_unmistakable(words: Words, start: int, end: int) -> bool:
    """Whether three characters are of names, one of them rare in words, and no word in them.

    After a surname of two characters, which is nothing else, one character is enough.
    """
    if CERTAIN.match(words.text, start):
        return True
    inner = [words.tags[place] for place in range(start, end) if place in words.edges]
    parts = all(len(word) == 1 or tag.startswith("nr") for word, tag in inner)
    return parts and len(inner) > 1 and _tells(words, start, end)


def _is_spelled_out(words: Words, start: int, end: int) -> bool:
    """Whether it has three characters after a surname that is no word, none of them in a word."""
    single = all(place in words.edges for place in range(start, end))
    return end - start > 2 and single and words.text[start] in PLAIN
