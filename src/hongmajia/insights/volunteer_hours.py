"""Hours of volunteers as a workbook to be taken over into the national volunteer system.

Read: article 4 of 《志愿服务记录与证明出具办法（试行）》 (Decree 67 of 2020,
http://m.fjcv.org/page179?article_id=1124): a record has personal facts, the service, training,
honours and appraisal; records of other systems are taken over into the national one.

**Not verified:** the import template of 中国志愿服务网 itself, which was not found in public; names
and order of its columns may differ from those below. Sex, kind and number of an identity document
are columns of such tables and are not stored here: they stay empty, for whoever reports to fill in.
"""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.exports import Content, Exporter
from hongmajia.core.spreadsheets import Sheet
from hongmajia.services.certifying import only_confirmed
from hongmajia.services.models import Attendance
from hongmajia.unions.enums import STAFF

from .choosing import scope_of

HEADINGS = (
    gettext_lazy("姓名"), gettext_lazy("性别"), gettext_lazy("证件类型"), gettext_lazy("证件号码"),
    gettext_lazy("志愿团体"), gettext_lazy("活动（项目）名称"), gettext_lazy("服务日期"),
    gettext_lazy("开始时间"), gettext_lazy("结束时间"), gettext_lazy("地点"),
    gettext_lazy("服务内容"), gettext_lazy("服务时间（小时）"), gettext_lazy("活动组织单位"),
    gettext_lazy("活动负责人"), gettext_lazy("记录人"),
)  # fmt: skip
WIDTHS = [12, 6, 10, 22, 26, 32, 12, 10, 10, 24, 14, 10, 26, 12, 12]


def attendances_of(scope: Any) -> Any:
    """Who came to which confirmed activity of the scope: volunteers on the roll alone."""
    confirmed = only_confirmed(scope.activities()).order_by().values("pk")
    found = Attendance.objects.filter(activity__in=confirmed).exclude(helper=None)
    related = ("helper__union", "activity__union", "activity__region__parent")
    people = ("activity__opened_by", "activity__record__written_by", "helper__artisan")
    return found.select_related(*related, *people).order_by("activity__starts_at", "pk")


def _rows(attendances: Any, reader: Any) -> Iterator[list[Any]]:
    for row in attendances.iterator(chunk_size=500):
        activity, helper, record = row.activity, row.helper, row.activity.record
        begins, ends = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
        knows = reader.holds(helper.union.path, *STAFF)
        yield [
            helper.name if knows else helper.public_name, "", "", "",
            helper.union.name, activity.title, begins.date(), f"{begins:%H:%M}", f"{ends:%H:%M}",
            activity.full_place, activity.get_form_display(), float(record.hours),
            activity.union.name, str(activity.opened_by or ""), str(record.written_by or ""),
        ]  # fmt: skip


def content_of(reader: Any, query: QueryDict) -> Content:
    """The hours of the scope in ``query``, within what the reader may see."""
    scope = scope_of(query, reader)
    attendances = attendances_of(scope)
    sheet = Sheet(_("志愿服务时长"), [str(h) for h in HEADINGS], _rows(attendances, reader), WIDTHS)
    name = f"{sheet.name}{timezone.localdate():%Y%m%d}"
    return Content(name, [sheet], attendances.count(), title=sheet.name, unit=scope.union.name)


HOURS_EXPORT = Exporter(
    kind="volunteer_hours",
    title=gettext_lazy("志愿服务时长"),
    section="figures",
    content=content_of,
    page=lambda query: reverse("figures") + (f"?{query.urlencode()}" if query else ""),
)
