"""Headings: how they are compared, and in which line of a sheet they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from hongmajia.spelling import folded, seen

MOST_TITLE_LINES = 20
"""Headings are looked for in the first lines that hold anything, one more than this."""
TOTAL = re.compile(
    r"(?:本?[页表]?(?:合计|小计|总计|共计|累计)|(?:grand|sub)?total)s?:?(?:共?\d*[家件人个条项位支行])?"
)
"""What stands first in a line of sums, as ``folded``."""
FORM = (
    "填报单位|填表单位|报送单位|填报人|填表人|制表人|报送人|审核人|复核人"
    "|填报日期|填表日期|报送日期|制表日期"
)
NOTE = re.compile(
    rf"(?:{FORM})(?:\([^)]*\))?(?::.*)?"
    r"|(?:制表|审核|复核|单位负责人|负责人|经办人|联系人|联系电话|填报时间|填表时间|制表时间)(?:\([^)]*\))?:.*",
    re.DOTALL,
)
"""How a line below or between the rows begins that says who filled in the form, as ``folded``."""
REMARKS = re.compile(r"(?:填表说明|填报说明|说明|备注|注):.*", re.DOTALL)
"""A remark, if it is alone in its line."""
NOTES = frozenset("填报制审复单负经联说备注")
"""With what such a line begins; looked at first, since it takes less time."""
SUMS = re.compile("[计tTｔＴ]")
"""What every such word contains; looked for first, since it takes less time."""
REMARK = re.compile(r"\((必填|选填|必填项|选填项|required|optional)\)$")


def normal_heading(text: Any) -> str:
    """A heading as it is compared: without blanks, stars and “（必填）”, in one width and case."""
    bare = folded(str(text)).strip("*:")
    return REMARK.sub("", bare).strip("*:")


def shown_heading(text: Any) -> str:
    """A heading as it is shown: on one line, and without marks that nobody sees."""
    return " ".join(seen(str(text)).split())


@dataclass(frozen=True)
class Wanted:
    """The table that is looked for in a file, by the normal form of its headings."""

    columns: tuple[frozenset[str], ...] = ()
    """For each column the ways to write its heading."""
    required: tuple[frozenset[str], ...] = ()
    """Those of ``columns`` without which it is not the table."""

    @classmethod
    def of(cls, columns: Iterable[tuple[Iterable[str], bool]]) -> "Wanted":
        """The table with these columns: spellings of the heading, and whether it is required."""
        spelt = [(frozenset(map(normal_heading, words)), needed) for words, needed in columns]
        return cls(tuple(words for words, _ in spelt), tuple(words for words, n in spelt if n))

    def known_in(self, line: Iterable[Any]) -> int:
        """How many of the columns have their heading in a line."""
        return _found(self.columns, line)

    def is_heading(self, line: Iterable[Any]) -> bool:
        """Whether a line holds every required heading, and not only one of several.

        One alone may also stand in a sheet that explains the columns, each in a line.
        """
        enough = max(1, min(2, len(self.columns)))
        has_required = _found(self.required, line) == len(self.required)
        return has_required and self.known_in(line) >= enough

    def heading_line(self, lines: Sequence[Sequence[Any]]) -> int:
        """The number (from 1) of the line of headings: the one with most of them.

        That is the first line that holds anything if none is known, and 0 if all lines are empty.
        """
        filled = (n for n, line in enumerate(lines, 1) if is_filled(line))
        first = list(islice(filled, MOST_TITLE_LINES + 1))
        return max(first, key=lambda n: self.known_in(lines[n - 1]), default=0)


def is_filled(line: Iterable[Any]) -> bool:
    """Whether any cell of a line holds more than blanks."""
    return first_filled(line) is not None


def first_filled(line: Iterable[Any]) -> Any:
    """The first cell of a line that holds more than blanks, or ``None``."""
    for cell in line:
        if not isinstance(cell, str) or cell.strip():
            return cell
    return None


def is_total(line: Iterable[Any]) -> bool:
    """Whether a line sums up others: its first filled cell says 合计 or the like."""
    first = first_filled(line)
    if not isinstance(first, str) or not SUMS.search(first):
        return False
    return TOTAL.fullmatch(folded(first)) is not None


def is_note(line: Sequence[Any]) -> bool:
    """Whether a line tells of the form and is no row: 填报单位, 填表人, 审核人, or a remark."""
    first = first_filled(line)
    if not isinstance(first, str) or first.lstrip()[:1] not in NOTES:
        return False
    text = folded(first)
    if NOTE.fullmatch(text):
        return True
    is_alone = sum(is_filled([cell]) for cell in line) == 1
    return is_alone and REMARKS.fullmatch(text) is not None


def _found(columns: Iterable[frozenset[str]], line: Iterable[Any]) -> int:
    """How many of the columns have their heading among the cells."""
    cells = {normal_heading(cell) for cell in line if isinstance(cell, str)}
    return sum(not words.isdisjoint(cells) for words in columns)
