"""The publicity plan as a spreadsheet."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter
from hongmajia.unions.years import Years

from .models import PlanEntry
from .queries import plan_of


def _done(entry: PlanEntry) -> str:
    return timezone.localdate(entry.done_at).isoformat() if entry.done_at else ""


COLUMNS: tuple[ExportColumn[PlanEntry], ...] = (
    ExportColumn(gettext_lazy("工会"), 24, lambda entry: entry.union.name),
    ExportColumn(gettext_lazy("宣传什么"), 40, lambda entry: entry.what),
    ExportColumn(gettext_lazy("在哪里"), 20, lambda entry: entry.medium),
    ExportColumn(gettext_lazy("哪天以前"), 14, lambda entry: entry.due_on),
    ExportColumn(gettext_lazy("谁来办"), 20, lambda entry: entry.who),
    ExportColumn(gettext_lazy("哪天办好"), 14, _done),
    ExportColumn(gettext_lazy("网址"), 40, lambda entry: entry.link),
)


def content_of(reader: Any, query: QueryDict) -> Content:
    """The rows that the page shows to ``reader`` for ``query``."""
    years = Years.of(query)
    found, name = plan_of(reader, years, query), years.titled(_("宣传计划"))
    rows = found.iterator(chunk_size=500)
    return Content(name, [sheet_of_columns(name, COLUMNS, rows)], found.count())


PLAN_EXPORT = Exporter(
    kind="publicity_plan",
    title=gettext_lazy("宣传计划"),
    section="news",
    content=content_of,
    page=lambda query: f"{reverse('plan')}?{query.urlencode()}",
)
