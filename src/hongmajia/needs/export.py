"""The public list as a spreadsheet, with only what the list itself shows."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.spreadsheets import Sheet

from .enums import Visibility
from .models import Need


class Column(NamedTuple):
    """A column of the sheet: heading, width in characters, and the cell of a need.

    ``fact`` is the fact of ``facts.NEED_FACTS`` that it shows, if it shows one.
    """

    heading: Any
    width: int
    cell: Callable[[Need], Any]
    fact: str = ""


def _listed_on(need: Need) -> Any:
    return timezone.localdate(need.listed_at) if need.listed_at else ""


def _asker(need: Need) -> str:
    """The enterprise or person, only where they agreed to be named."""
    return need.asker_label if need.visibility == Visibility.OPEN else ""


COLUMNS = (
    Column(gettext_lazy("编号"), 14, lambda need: need.number),
    Column(gettext_lazy("标题"), 32, lambda need: need.title, "title"),
    Column(gettext_lazy("问题"), 60, lambda need: need.text, "text"),
    Column(gettext_lazy("目标"), 30, lambda need: need.goal, "goal"),
    Column(gettext_lazy("地区"), 14, lambda need: need.region.place, "region"),
    Column(gettext_lazy("行业"), 18, lambda need: need.industry, "industry"),
    Column(gettext_lazy("问题类别"), 24, lambda need: need.category_label),
    Column(gettext_lazy("方式"), 10, lambda need: need.get_mode_display(), "mode"),
    Column(gettext_lazy("办到哪一步"), 12, lambda need: need.get_state_display()),
    Column(gettext_lazy("列入日期"), 12, _listed_on),
    Column(gettext_lazy("企业"), 30, _asker, "enterprise"),
)


def sheet_of(needs: QuerySet[Need]) -> Sheet:
    """Return a sheet with one row for each of ``needs``, in their order; rows are read lazily."""
    found = needs.select_related("season", "region__parent", "enterprise")
    rows = ([column.cell(need) for column in COLUMNS] for need in found.iterator(chunk_size=500))
    headings = [str(column.heading) for column in COLUMNS]
    return Sheet(_("企业问题清单"), headings, rows, [column.width for column in COLUMNS])
