"""Cells that are merged over several rows: each of the rows has what stands in the first one.

In a ledger the name of a firm stands once beside its three problems, in a cell merged over three
rows. A file has the text in the first of them only.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

from .blocks import Area
from .headings import is_filled
from .places import join


def fillable(areas: Iterable[Area], heading: int) -> list[Area]:
    """The ranges of one column below the line ``heading``, from above.

    Of ranges that overlap, which no spreadsheet program writes, the first one.
    """
    found: list[Area] = []
    ends: dict[int, int] = {}
    for area in sorted(area for area in areas if is_fillable(area, heading)):
        if area.top > ends.get(area.left, 0):
            ends[area.left] = area.bottom
            found.append(area)
    return found


def is_fillable(area: Area, heading: int) -> bool:
    """Whether a range lies below the headings and in one column, so that its value is that of each
    row.
    """
    return area.top > heading and area.left == area.right and area.bottom > area.top


def name_of(area: Area) -> str:
    """The range as it is written: ``A5:A7``."""
    return f"{join(area.top, area.left)}:{join(area.bottom, area.right)}"


class FillingDown:
    """Fills lines that come one after the other; ``areas`` are those of ``fillable``."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self.waiting = deque(areas)
        self.present: dict[int, tuple[Area, Any]] = {}
        """Column from 0 → the range that reaches the present line, and its value."""

    def line(self, number: int, line: Sequence[Any]) -> tuple[Sequence[Any], list[Area]]:
        """The line with what it has of ranges above, and the ranges from which something came."""
        if not (self.waiting or self.present):
            return line, []
        self._begin(number, line)
        self.present = {n: one for n, one in self.present.items() if one[0].bottom >= number}
        reached = {n: one for n, one in self.present.items() if one[0].top < number}
        if not reached:
            return line, []
        cells = [*line, *[""] * (max(reached) + 1 - len(line))]
        for column, (_area, value) in reached.items():
            cells[column] = value
        return cells, [area for area, _value in reached.values()]

    def _begin(self, number: int, line: Sequence[Any]) -> None:
        """Note the ranges that begin in this line and hold something."""
        while self.waiting and self.waiting[0].top <= number:
            area = self.waiting.popleft()
            held = line[area.left - 1 : area.left]
            if area.top == number and is_filled(held):
                self.present[area.left - 1] = (area, held[0])
