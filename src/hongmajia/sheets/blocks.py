"""The lines of headings of a table: one, or up to three where headings stand in groups.

In a ledger with the groups 企业 (名称, 联系人) and 服务 (日期, 人次), the heading of a column is
what stands above it in all lines: 企业 名称. The groups are merged cells, whose text a file has in
the first cell only.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from .faults import BrokenSheet
from .headings import MOST_TITLE_LINES, Wanted, is_filled, normal_heading, shown_heading
from .places import CELL, column_number

MOST_LINES = 3
"""Lines of headings, one below the other."""
NOTE = re.compile(r"[:：]\s*\S")
"""A line above the headings such as “填报单位：德清县总工会” has these; a heading has none."""


class Area(NamedTuple):
    """A range of merged cells, such as ``A5:B5``; rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, written: str) -> "Area":
        """Raises `BrokenSheet` for what is no range."""
        first, _, last = written.partition(":")
        corners = [CELL.fullmatch(corner) for corner in (first, last or first)]
        found = [(int(c[2]), column_number(c[1])) for c in corners if c]
        if len(found) < 2:
            raise BrokenSheet("not_xlsx")
        return cls(*found[0], *found[1])

    @property
    def columns(self) -> range:
        """Its columns, from 0."""
        return range(self.left - 1, self.right)

    def has(self, other: "Area") -> bool:
        """Whether all columns of another range are among its own."""
        return self.left <= other.left and other.right <= self.right


@dataclass(frozen=True)
class Block:
    """The lines of headings by their numbers from 1 (0: all lines are empty), and the headings."""

    first: int = 0
    last: int = 0
    cells: tuple[Any, ...] = ()
    titles: tuple[tuple[int, str], ...] = ()
    """The filled lines above, with the first text of each."""


@dataclass
class Top:
    """The first lines of a sheet, in which its headings are looked for."""

    lines: dict[int, list[Any]]
    """The filled lines by their numbers; each cell of a merged range has its text."""
    areas: Sequence[Area] = ()
    own: dict[int, list[Any]] = field(default_factory=dict)
    """The lines as the file has them."""

    @classmethod
    def of(cls, lines: Sequence[Sequence[Any]], areas: Sequence[Area] = ()) -> "Top":
        """The first filled lines, and those that a merged range of them reaches."""
        filled = ((n, list(line)) for n, line in enumerate(lines, 1) if is_filled(line))
        own = dict(islice(filled, MOST_TITLE_LINES + MOST_LINES))
        near = [area for area in areas if area.top in own and area.top <= max(own)]
        top = cls({n: list(line) for n, line in own.items()}, near, own)
        for area in near:
            top._spread(area)
        return top

    def _spread(self, area: Area) -> None:
        """Write the text of a merged range into all of its cells."""
        line = self.own[area.top]
        if area.left > len(line) or area.bottom >= area.top + MOST_LINES:
            return
        for n in range(area.top, area.bottom + 1):
            if n in self.lines:
                cells = self.lines[n]
                cells += [""] * (min(area.right, len(line)) - len(cells))
                width = len(cells[area.left - 1 : area.right])
                cells[area.left - 1 : area.left - 1 + width] = [line[area.left - 1]] * width

    def block_at(self, first: int, last: int, wanted: Wanted) -> Block:
        """The headings in these lines."""
        above = [(n, _text_of(line)) for n, line in self.own.items() if n < first]
        lines = [self.lines[n] for n in range(first, last + 1)]
        return Block(first, last, tuple(_joined(lines, wanted)), tuple(above))

    def reach(self, first: int) -> int:
        """The last line that belongs to headings which begin in line ``first``."""
        last = first
        while last - first + 1 < MOST_LINES and last + 1 in self.lines:
            if not self._leads_down(first, last):
                break
            last += 1
        return last

    def _leads_down(self, first: int, last: int) -> bool:
        """Whether merged cells of line ``last`` show that the next one has headings, too."""
        cells = [cell for cell in self.own.get(last, []) if is_filled([cell])]
        if len(cells) < 2 or any(not isinstance(c, str) or NOTE.search(c) for c in cells):
            return False
        tall = (first <= a.top <= last < a.bottom < a.top + MOST_LINES for a in self.areas)
        return any(tall) or self._has_groups(first, last)

    def _has_groups(self, first: int, above: int) -> bool:
        """Whether a line has groups of columns: texts stand below each of them, and nothing beside
        these but what stands below a group of a single column.
        """
        inside = {n for area in self._groups_in(above) for n in area.columns}
        alone = self._groups_of_one(first, above)
        below = [*enumerate(self.own.get(above + 1, []))]
        beside = [c for n, c in below if n not in inside | alone]
        odd = [c for n, c in below if n in alone and not isinstance(c, str)]
        spread = self.lines.get(above + 1, [])
        texts = [spread[n] for n in inside if n < len(spread)]
        is_text = all(isinstance(cell, str) and cell.strip() for cell in texts)
        return len(texts) > 1 and is_text and not is_filled([*beside, *odd])

    def _groups_in(self, line: int) -> list[Area]:
        """The ranges of several columns that are merged in this line alone."""
        return [a for a in self.areas if a.top == line == a.bottom and a.right > a.left]

    def _groups_of_one(self, first: int, above: int) -> set[int]:
        """The columns in which a heading of line ``above`` may be a group of a single column.

        Such a heading is no merged cell. It may be one where the next line has groups as well, or
        the lines above have some; there not in a group that is divided no further.
        """
        filled = {n for n, cell in enumerate(self.own[above]) if is_filled([cell])}
        if self._groups_in(above + 1):
            return filled
        if first == above:
            return set()
        higher = [area for line in range(first, above) for area in self._groups_in(line)]
        groups = self._groups_in(above)
        undivided = [area for area in higher if not any(area.has(group) for group in groups)]
        return filled - {n for area in undivided for n in area.columns}


def find_block(top: Top, wanted: Wanted, at: int = 0) -> Block:
    """The lines with the most ``wanted`` headings, or those that begin in line ``at``.

    Where none is known these are the first lines that hold as many texts as a table is wide.
    """
    if at and at in top.lines:
        return top.block_at(at, top.reach(at), wanted)
    blocks = [*_candidates(top, wanted)]
    if not blocks:
        return Block()
    best = max(blocks, key=lambda block: wanted.known_in(block.cells))
    return best if wanted.known_in(best.cells) else _widest(top, blocks)


def _candidates(top: Top, wanted: Wanted) -> Iterator[Block]:
    """For each line the headings that begin there; a second line also without merged cells, if
    more headings are known with it than without.
    """
    for first in islice(top.lines, MOST_TITLE_LINES + 1):
        last = top.reach(first)
        yield (block := top.block_at(first, last, wanted))
        if first == last and last + 1 in top.lines:
            two = top.block_at(first, last + 1, wanted)
            below = wanted.known_in(top.lines[last + 1])
            if wanted.known_in(two.cells) > max(wanted.known_in(block.cells), below):
                yield two


def _widest(top: Top, blocks: Sequence[Block]) -> Block:
    """The first headings that fill most of the columns which the lines below use, else the first
    line.
    """
    width = max(sum(is_filled([cell]) for cell in line) for line in top.own.values())
    for block in blocks:
        texts = {c for c in block.cells if isinstance(c, str) and c.strip()}
        is_wide = len(texts) > 1 and len(texts) * 2 > width
        if is_wide and block.last < max(top.own):
            return block
    return blocks[0]


def _joined(lines: Sequence[Sequence[Any]], wanted: Wanted) -> Iterator[Any]:
    """The heading of each column: all its texts, or the last one alone if that is a wanted one."""
    if len(lines) == 1:
        yield from lines[0]
        return
    width = max(map(len, lines))
    columns = [[*_texts(lines, n)] for n in range(width)]
    lowest = [normal_heading(texts[-1]) if texts else "" for texts in columns]
    for texts, low in zip(columns, lowest, strict=True):
        whole = " ".join(texts)
        is_known = wanted.known_in([low]) and not wanted.known_in([whole])
        yield texts[-1] if texts and is_known and lowest.count(low) == 1 else whole


def _texts(lines: Sequence[Sequence[Any]], column: int) -> Iterator[str]:
    """The different texts of a column from above."""
    last = ""
    for line in lines:
        text = shown_heading(line[column]) if column < len(line) else ""
        if text and text != last:
            yield text
            last = text


def _text_of(line: Sequence[Any]) -> str:
    """What a line above the headings says, to be told what was not read."""
    return next((shown_heading(cell) for cell in line if is_filled([cell])), "")
