"""How a table stands on paper: the head of an official one, A4, its headings on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

A4 = 9
"""Excel's number of the paper."""
PORTRAIT_WIDTH = 100
"""Characters of a table that are still read upright; a wider one lies across."""
DEFAULT_WIDTH = 9
"""Characters of a column for which no width was given."""
LINE_HEIGHT = 18
"""Points of a line of the head."""


@dataclass(frozen=True)
class Head:
    """The head of an official table (ADR 51).

    ``unit`` is who reports (填报单位), ``period`` what time the rows are of, ``by`` who made the
    table; what is empty is left out. The day is today's.
    """

    title: str
    unit: str = ""
    period: str = ""
    by: str = ""

    def facts(self) -> str:
        """The line below the title."""
        today = timezone.localdate().isoformat()
        pairs = (
            (_("填报单位"), self.unit),
            (_("统计时间"), self.period or _("截至%(day)s") % {"day": today}),
            (_("制表人"), self.by),
            (_("制表日期"), today),
        )
        return "    ".join(f"{label}{_('：')}{value}" for label, value in pairs if value)


def write_head(book: Any, page: Any, head: Head, widths: Sequence[int]) -> int:
    """Write title and facts over the whole width; returns the number of rows they take."""
    title: dict[str, Any] = {"bold": True, "font_size": 16, "align": "center"}
    facts: dict[str, Any] = {"font_size": 11, "text_wrap": True}
    lines = ((head.title, title), (head.facts(), facts))
    for row, (words, style) in enumerate(lines):
        layout = book.add_format({"valign": "vcenter", **style})
        needed = -(-_breadth(words) * style["font_size"] // (11 * sum(widths)))
        page.set_row(row, LINE_HEIGHT * style["font_size"] / 11 * max(needed, 1))
        if len(widths) > 1:
            page.merge_range(row, 0, row, len(widths) - 1, words, layout)
        else:
            page.write_string(row, 0, words, layout)
    return len(lines)


def _breadth(words: str) -> int:
    """Width in characters of a column: a Chinese character is as wide as two."""
    return sum(1 if char.isascii() else 2 for char in words)


def set_up_page(page: Any, heading: int, last: int, widths: Sequence[int]) -> None:
    """Print on A4, as wide as the paper, the row ``heading`` on every page, pages numbered."""
    page.set_paper(A4)
    if sum(widths) > PORTRAIT_WIDTH:
        page.set_landscape()
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading)
    page.print_area(0, 0, last, len(widths) - 1)
    page.set_footer(
        "&C" + pgettext("print", "第%(page)s页，共%(pages)s页") % {"page": "&P", "pages": "&N"}
    )
