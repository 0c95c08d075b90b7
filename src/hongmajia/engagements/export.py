"""The engagements that a cadre, leader or liaison oversees, as a spreadsheet."""

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter, ticked_of
from hongmajia.unions.enums import STAFF
from hongmajia.unions.years import Years

from .models import Engagement
from .naming import helper_name
from .queries import chosen


def content_of(reader: Any, query: QueryDict) -> Content:
    """The engagements that the list shows to ``reader`` for ``query``."""
    years = Years.of(query)
    found = ticked_of(chosen(Engagement.objects.visible_to(reader), query, years), query)
    records = found.with_details().order_by("-held_since", "-pk").iterator(chunk_size=500)
    guarded: list[ExportColumn[Engagement]] = [
        ExportColumn(gettext_lazy("企业"), 30, lambda one: _asker(one, reader)),
        ExportColumn(gettext_lazy("师傅和团队"), 18, lambda one: helper_name(reader, one)),
    ]
    columns = [*COLUMNS[:2], *guarded, *COLUMNS[2:]]
    name = years.titled(_("对接单"))
    return Content(name, [sheet_of_columns(name, columns, records)], found.count())


def _asker(engagement: Engagement, reader: Any) -> str:
    """Who asked, for the staff of the unions that hold or sent the need."""
    unions = (engagement.need.union, engagement.need.home_union)
    staff = any(reader.holds(union.path, *STAFF) for union in unions)
    return engagement.need.asker_label if staff else ""


COLUMNS: tuple[ExportColumn[Engagement], ...] = (
    ExportColumn(gettext_lazy("需求编号"), 14, lambda one: one.need.number),
    ExportColumn(gettext_lazy("需求"), 32, lambda one: one.need.title),
    ExportColumn(gettext_lazy("地区"), 14, lambda one: one.need.region.place),
    ExportColumn(gettext_lazy("行业"), 18, lambda one: one.need.industry),
    ExportColumn(gettext_lazy("工种、专业"), 16, lambda one: one.helper.trade),
    ExportColumn(gettext_lazy("对接方式"), 10, lambda one: one.get_origin_display()),
    ExportColumn(gettext_lazy("办到哪一步"), 12, lambda one: one.get_state_display()),
    ExportColumn(gettext_lazy("从哪天起"), 12, lambda one: timezone.localdate(one.held_since)),
    ExportColumn(gettext_lazy("现在在谁手里"), 22, lambda one: one.need.union.name),
)

ENGAGEMENT_EXPORT = Exporter(
    kind="engagements",
    title=gettext_lazy("对接单"),
    section="engagements",
    content=content_of,
    page=lambda query: f"{reverse('engagement_list')}?{query.urlencode()}",
)
