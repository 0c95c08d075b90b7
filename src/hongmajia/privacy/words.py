"""The words of a text, and which of them the dictionary lets be names."""

import re

import rjieba

from .surnames import ANY_SURNAME, COMMON, COMPOUND, SURNAME, USUAL

ALSO_WORDS = set("高温方金石白马时全常安成水车路管连简文解关边单万向江于明游应米商古包")
"""Surnames that are also common words, so that a word may follow which is no given name."""
NEVER_GIVEN = (
    "的了在是有不没个能会可用叫让给和与及或到从把被对于上下来去要请找问说就也都还很太再又才只这那哪"
    "什么怎为以所因但而且着过里外前后内时候吧吗呢啊打"
    "帮修查看做拿换装停坏干办地得之其此每某该各几我你"
    "他她它们您先总工师电手微联号厂班车岗位负责同随直接今谢跟由"
)
GIVEN = f"[^\\W\\d_a-zA-Z{NEVER_GIVEN}]"
NO_NAMES = {
    "马达",
    "张力",
    "石英",
    "金刚",
    "于是",
    "师傅",
    "师父",
    "方案",
    "高手",
    "连杆",
    "连铸",
    "梅雨季",
    "全部",
    "明白人",
    "卫星",
    "童工",
    "施工",
    "施焊",
    "施加",
    "施压",
    "施肥",
    "金蓝领",
    "党日",
    "法守法",
    "丁丁",
    "袁隆平",
    "雷锋",
    "王进喜",
}
PARTS_OF_NAMES = ("nr", "nz", "ns", "nt")
DOUBLE = f"[{COMMON}][{COMMON}][{USUAL}]{{2}}|(?:{COMPOUND})[{USUAL}]{{1,2}}"
"""Names of four characters: with the surnames of both parents, or with one of two characters."""
TWO_GIVEN = f"[{USUAL}阿](?!和[{COMMON}][{USUAL}])[{USUAL}]"
"""Not 晓和 in 丁晓和周敏."""
FULL = {
    surname: tuple(map(re.compile, (DOUBLE, f"{surname}{TWO_GIVEN}", f"{surname}[{USUAL}]")))
    for surname in (SURNAME, ANY_SURNAME)
}
"""Patterns of full names by that of their surnames, the longest first."""
LONGEST = {length: re.compile(f"{SURNAME}{GIVEN}{{{length}}}") for length in (1, 2)}
"""Patterns of names by the number of characters of the given name."""


class Words:
    """The words of a text by the dictionary: where they begin and end, and their tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tags: dict[int, tuple[str, str]] = {}
        self.before: dict[int, tuple[str, str]] = {}
        self.edges = {0}
        place = 0
        for word, tag in rjieba.tag(text, False):
            self.tags[place] = (word, tag)
            place += len(word)
            self.before[place] = (word, tag)
            self.edges.add(place)

    def is_name(self, start: int, end: int) -> bool:
        """Whether the dictionary lets ``start`` to ``end`` be a name."""
        if start not in self.edges or end not in self.edges:
            return False
        word, tag = self.tags[start]
        if word in NO_NAMES or (len(word) > 1 and not tag.startswith(PARTS_OF_NAMES)):
            return word in COMPOUND.split("|")
        given = self.tags.get(start + len(word), ("", ""))
        ordinary = len(given[0]) > 1 and not given[1].startswith(PARTS_OF_NAMES)
        return not (word in ALSO_WORDS and ordinary and start + len(word) < end)

    def longest_name(self, start: int) -> int:
        """Return the end of the whole name that begins at ``start``; 0 if none does."""
        for length in (2, 1):
            match = LONGEST[length].match(self.text, start)
            if match and self.is_name(start, match.end()):
                return match.end()
        return 0

    def full_name(self, start: int, *, surname: str = SURNAME) -> int:
        """Return the end of the surname and usual given name at ``start``; 0 if none stands there.

        Unlike `longest_name` this needs no label before it: both characters are those of names.
        """
        for pattern in FULL[surname]:
            match = pattern.match(self.text, start)
            if match and self._may_be_full(start, match.end()):
                return match.end()
        return 0

    def is_full(self, start: int, end: int) -> bool:
        """Whether ``start`` to ``end`` is a surname and a usual given name."""
        spelled = any(each.fullmatch(self.text, start, end) for each in FULL[SURNAME][1:])
        return spelled and self._may_be_full(start, end)

    def _may_be_full(self, start: int, end: int) -> bool:
        """Whether no other word stands across the edges of the name or where the surname ends."""
        if start not in self.edges or end not in self.edges or self.text[start:end] in NO_NAMES:
            return False
        word, tag = self.tags[start]
        if tag == "ns" and start + len(word) == end:
            return False
        return len(word) == 1 or tag.startswith(PARTS_OF_NAMES) or word in COMPOUND.split("|")
