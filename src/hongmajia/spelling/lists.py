"""Lists in one text: words, and the people of a team."""

import re
from itertools import groupby

from .characters import HAN, folded
from .names import tidy_name

OUTSIDE_BRACKETS = r"(?![^(（]*[)）])"
"""Ends a pattern of separators, so that those inside brackets do not separate."""
SEPARATORS = re.compile(r"[、﹑､︑，,﹐；;|｜\n]+")
BETWEEN_HAN = re.compile(rf"(?<=[{HAN}])\s+(?=[{HAN}])")
BETWEEN_PEOPLE = re.compile(rf"[、﹑､︑，,﹐；;|｜/／∕⁄&＆+＋\n]+{OUTSIDE_BRACKETS}")
CHINESE_NAME = re.compile(rf"[{HAN}]+(?:[(（].*)?")
NUMBERED = re.compile(r"\s*(?:[(（]?1[)）]|1[.．、](?!\d)|①|⑴|⒈)")
NUMBERS = re.compile(
    r"[①-⒛]|[(（]\d{1,2}[)）]|(?:(?<=[\s、，,；;])|^)\d{1,2}(?:[.．、](?!\d)|[)）])"
)
"""The numbers of the items of a list that begins with 1, such as ``1.`` or ``①``."""
NOTHING = frozenset(
    "无 没 没有 暂无 暂缺 不详 null nan #n/a none no nil n/a na / // \\ - -- --- 0".split()  # noqa: SIM905 - one line
)
"""What people write into a cell that has nothing to hold, as ``folded``."""


def says_nothing(text: str) -> bool:
    """Whether a text is empty, or a word or stroke for “nothing”."""
    bare = folded(text).strip(".。、,;()")
    return not bare or bare in NOTHING


def words_in(text: str) -> list[str]:
    """The words of a list, each once, without words for “nothing”.

    They are separated by 、 and its like; if there is none of these, by blanks inside Chinese.
    """
    text = without_numbers(text).strip()
    separator = SEPARATORS if SEPARATORS.search(text) else BETWEEN_HAN
    words: dict[str, str] = {}
    for word in separator.split(text):
        if not says_nothing(word):
            words.setdefault(folded(word), " ".join(word.rstrip("。 ").split()))
    return list(words.values())


def people_in(text: str) -> list[str]:
    """The names in a list of people, as ``tidy_name``; ``李　明`` is one, ``王建国 李明`` two."""
    parts = BETWEEN_PEOPLE.split(without_numbers(text))
    names = [name for part in parts for name in _names_of(part.strip().rstrip("。"))]
    return [name for name in dict.fromkeys(names) if not says_nothing(name)]


def without_numbers(text: str) -> str:
    """A numbered list with a line for each item; other texts as they are."""
    return NUMBERS.sub("\n", text) if NUMBERED.match(text) else text


def _names_of(part: str) -> list[str]:
    """The names of a part without separators: blanks divide only names that are all Chinese."""
    words = part.split()
    if not all(CHINESE_NAME.fullmatch(word) for word in words):
        return [tidy_name(part)]
    names: list[str] = []
    for is_alone, same in groupby(words, lambda word: len(word) == 1):
        group = list(same)
        found = _joined("".join(group)) if is_alone else group
        if names and len(names[-1]) == 1:
            found[0] = names.pop() + found[0]
        names += found
    return [tidy_name(name) for name in names]


def _joined(characters: str) -> list[str]:
    """Names written with a blank after each character: one of up to three, else of two each."""
    if len(characters) <= 3:
        return [characters]
    ends = range(2, len(characters) - len(characters) % 2 - 1, 2)
    return [characters[end - 2 : end] for end in ends] + [characters[ends.stop - 1 :]]
