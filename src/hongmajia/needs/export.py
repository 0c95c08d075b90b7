"""The public list as a spreadsheet, with only what the list itself shows."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.exports import Content, Exporter
from hongmajia.core.models import Event
from hongmajia.core.spreadsheets import Sheet
from hongmajia.unions.present import present_season

from .enums import Visibility
from .facets import LONGEST, Choice
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


def _yes(is_so: bool) -> str:
    return str(_("是")) if is_so else ""


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
    Column(gettext_lazy("危险作业"), 16, lambda need: "、".join(need.danger_labels), "dangers"),
    Column(gettext_lazy("要医师"), 8, lambda need: _yes(need.needs_doctor), "needs_doctor"),
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


def content_of(reader: Any, query: QueryDict) -> Content:
    """The rows that the list shows for ``query``, whoever reads it."""
    choice = Choice.of(query)
    order = "listed_at" if choice.sort == LONGEST else "-listed_at"
    rows = choice.rows().order_by(order, "pk")
    sheet = sheet_of(rows)
    title = choice.years.titled(sheet.name)
    name = f"{title}{timezone.localdate():%Y%m%d}"
    season = present_season(reader)
    unit = season.union.name if season else ""
    return Content(name, [sheet], rows.count(), title=title, unit=unit)


STORIES = Q(story__startswith="need-") | Q(story__startswith="enterprise-")
SEASONS = Q(story__startswith="season-")  # numbers of needs begin with the season's prefix


def version() -> int:
    """The last act that may have changed a row of the list: on a need, its asker or its season."""
    last = Event.objects.filter(STORIES | SEASONS).order_by("-pk").values_list("pk", flat=True)
    return last.first() or 0


NEED_EXPORT = Exporter(
    kind="needs",
    title=gettext_lazy("企业问题清单"),
    section="needs",
    content=content_of,
    page=lambda query: f"{reverse('need_list')}{Choice.of(query).address()}",
    version=version,
)
