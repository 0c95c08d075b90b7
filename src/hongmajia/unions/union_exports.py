"""The unions that somebody sees as a spreadsheet, first with the columns of their import."""

from collections import defaultdict
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter, ticked_of
from hongmajia.core.facets import search_words

from .models import Union
from .queries import cadres_in
from .rules import path_above


def content_of(reader: Any, query: QueryDict) -> Content:
    """The unions that ``reader`` sees, those of enterprises too; with ``q`` those of that name."""
    visible = Union.objects.visible_to(reader)
    if words := search_words(query):
        visible = visible.filter(name__icontains=words)
    found = ticked_of(visible, query).by_path()
    names = dict(Union.objects.visible_to(reader).values_list("path", "name"))
    cadres: defaultdict[str, list[str]] = defaultdict(list)
    for path, name in cadres_in(found):
        cadres[path].append(name)
    more: list[ExportColumn[Union]] = [
        ExportColumn(gettext_lazy("上级工会"), 26, lambda one: names.get(path_above(one.path), "")),
        ExportColumn(gettext_lazy("干部"), 20, lambda one: _("、").join(cadres[one.path])),
    ]
    columns = [*COLUMNS[:2], *more, *COLUMNS[2:]]
    title = _("工会名单")
    return Content(title, [sheet_of_columns(title, columns, found.iterator(500))], found.count())


COLUMNS: tuple[ExportColumn[Union], ...] = (
    ExportColumn(gettext_lazy("工会名称"), 30, lambda one: one.name),
    ExportColumn(gettext_lazy("层级"), 14, lambda one: one.get_kind_display()),
    ExportColumn(gettext_lazy("地区"), 12, lambda one: one.region.name if one.region else ""),
    ExportColumn(gettext_lazy("值班电话"), 16, lambda one: one.duty_phone),
    ExportColumn(gettext_lazy("撤销日期"), 12, lambda one: one.closed_at and one.closed_at.date()),
)

UNION_EXPORT = Exporter(
    kind="unions",
    title=pgettext_lazy("many", "工会"),
    section="unions",
    content=content_of,
    page=lambda query: f"{reverse('union_list')}?{query.urlencode()}",
)
