"""The list of activities as a spreadsheet, for those who plan them."""

from typing import Any

from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter
from hongmajia.people.naming import name_for

from .models import Activity, Attendance
from .queries import activities_shown, themes_shown, years_shown


def content_of(reader: Any, query: QueryDict) -> Content:
    """The activities that the list shows to ``reader`` for ``query``."""
    years = years_shown(query)
    found = activities_shown(reader, years, themes_shown(query), query)
    there = Prefetch(
        "attendances", Attendance.objects.select_related("helper__artisan", "helper__union")
    )
    rows = found.select_related("union", "region__parent", "record").prefetch_related(there)
    helpers: ExportColumn[Activity] = ExportColumn(
        gettext_lazy("师傅"), 24, lambda activity: _helpers(activity, reader)
    )
    name, columns = _("服务活动"), [*COLUMNS, helpers]
    name = years.titled(name) if years else name
    records = rows.order_by("starts_at", "pk").iterator(chunk_size=500)
    return Content(name, [sheet_of_columns(name, columns, records)], found.count())


def _helpers(activity: Activity, reader: Any) -> str:
    return _("、").join(
        name_for(reader, one.helper, activity.union) if one.helper else one.name
        for one in activity.attendances.all()
    )


def _result(activity: Activity) -> str:
    record = getattr(activity, "record", None)
    return record.get_result_display() if record else ""


COLUMNS: tuple[ExportColumn[Activity], ...] = (
    ExportColumn(gettext_lazy("开始"), 18, lambda activity: activity.starts_at),
    ExportColumn(gettext_lazy("活动"), 32, lambda activity: activity.title),
    ExportColumn(gettext_lazy("类别"), 12, lambda activity: activity.get_kind_display()),
    ExportColumn(gettext_lazy("形式"), 14, lambda activity: activity.get_form_display()),
    ExportColumn(gettext_lazy("方式"), 8, lambda activity: activity.get_mode_display()),
    ExportColumn(gettext_lazy("主办工会"), 22, lambda activity: activity.union.name),
    ExportColumn(gettext_lazy("地区"), 14, lambda activity: activity.region.place),
    ExportColumn(gettext_lazy("地点"), 26, lambda activity: activity.place),
    ExportColumn(gettext_lazy("办到哪一步"), 12, lambda activity: activity.get_state_display()),
    ExportColumn(gettext_lazy("结果"), 14, _result),
)

ACTIVITY_EXPORT = Exporter(
    kind="activities",
    title=gettext_lazy("服务活动"),
    section="activities",
    content=content_of,
    page=lambda query: f"{reverse('activity_list')}?{query.urlencode()}",
)
