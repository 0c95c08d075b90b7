"""The rolls of artisans and of teams as spreadsheets, with the columns of their imports."""

from functools import partial
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.export_columns import ExportColumn, sheet_of_columns
from hongmajia.core.exports import Content, Exporter, ticked_of

from .actions import reveal_phone
from .enums import HelperKind, TeamRole
from .forms import HelperFilter
from .models import Helper, Honour, Licence
from .queries import matching, roster

WITH_PHONES = "phones"
"""The parameter that asks for telephone numbers, which are logged one by one."""


def content_of(kind: HelperKind, reader: Any, query: QueryDict) -> Content:
    """The helpers of one kind on the rolls that ``reader`` keeps, filtered as on the page."""
    mine = Helper.objects.on_rolls_of(reader).filter(is_active=True, kind=kind)
    found = ticked_of(matching(mine, HelperFilter(query).wanted, reader), query)
    columns = [*_before(kind, reader, query), *COLUMNS]
    if kind == HelperKind.ARTISAN:
        found = found.prefetch_related("artisan__licences")
    records = found.with_details().order_by("pk").iterator(chunk_size=200)
    name = str(NAMES[kind])
    return Content(name, [sheet_of_columns(name, columns, records)], found.count())


def _before(kind: HelperKind, reader: Any, query: QueryDict) -> list[ExportColumn[Helper]]:
    """The columns that only helpers of this kind have."""
    if kind == HelperKind.TEAM:
        return [*TEAM_COLUMNS]
    phone = ExportColumn(gettext_lazy("手机号"), 14, partial(_phone, reader))
    return [ARTISAN_COLUMNS[0], *([phone] if WITH_PHONES in query else []), *ARTISAN_COLUMNS[1:]]


def _phone(reader: Any, helper: Helper) -> str:
    """The number, and an event that ``reader`` has it; empty where they may not."""
    if not helper.artisan.phone or not reader.has_perm("people.manage", helper):
        return ""
    return reveal_phone(helper=helper, actor=reader)


def _honours(helper: Helper) -> str:
    return _("；").join(map(_honour, helper.honours.all()))


def _honour(honour: Honour) -> str:
    """As ``honours.read_honours`` reads it."""
    year = f"{honour.year}年" if honour.year else ""
    remark = "，".join(filter(None, (honour.awarded_by, year)))
    return f"{honour.title}（{remark}）" if remark else honour.title


def _members(helper: Helper) -> str:
    """As ``rosters.read_roster`` reads it; the leader has a column."""
    return _("；").join(filter(None, map(_group, roster(helper.team))))


def _group(part: Any) -> str:
    names = _("、").join(_member(seat) for seat in part.members if seat.role != TeamRole.LEADER)
    return f"{part.group.name}：{names}" if part.group and names else names


def _member(seat: Any) -> str:
    name: str = seat.artisan.helper.name
    return f"{name}（组长）" if seat.role == TeamRole.GROUP_LEADER else name


def _leader(helper: Helper) -> str:
    return helper.team.leader.helper.name if helper.team.leader else ""


def _grade(helper: Helper) -> str:
    return helper.artisan.get_skill_grade_display() if helper.artisan.skill_grade else ""


def _licences(helper: Helper) -> str:
    """As ``licences.read_licences`` reads them, without their numbers."""
    return "；".join(map(_licence, helper.artisan.licences.all()))


def _licence(licence: Licence) -> str:
    return f"{licence.label} {licence.valid_until or ''}".strip()


Columns = tuple[ExportColumn[Helper], ...]

COLUMNS: Columns = (
    ExportColumn(gettext_lazy("所属工会"), 22, lambda helper: helper.union.name),
    ExportColumn(gettext_lazy("工种、专业"), 18, lambda helper: helper.trade),
    ExportColumn(gettext_lazy("专长"), 26, lambda helper: _("、").join(helper.specialities)),
    ExportColumn(gettext_lazy("荣誉"), 36, _honours),
    ExportColumn(gettext_lazy("单位"), 26, lambda helper: helper.workplace),
    ExportColumn(gettext_lazy("地区"), 12, lambda helper: helper.region and helper.region.place),
    ExportColumn(gettext_lazy("所在地"), 12, lambda helper: helper.place_text),
    ExportColumn(gettext_lazy("简介"), 40, lambda helper: helper.bio),
    ExportColumn(gettext_lazy("每周最多接几单"), 8, lambda helper: helper.weekly_capacity),
    ExportColumn(gettext_lazy("愿走多少公里"), 8, lambda helper: helper.radius_km),
    ExportColumn(gettext_lazy("可以在线指导"), 8, lambda helper: helper.online_ok),
)
ARTISAN_COLUMNS: Columns = (
    ExportColumn(gettext_lazy("姓名"), 10, lambda helper: helper.name),
    ExportColumn(gettext_lazy("技能等级"), 12, _grade),
    ExportColumn(gettext_lazy("入行年份"), 8, lambda helper: helper.artisan.trade_since),
    ExportColumn(gettext_lazy("志愿者编号"), 16, lambda helper: helper.artisan.volunteer_number),
    ExportColumn(gettext_lazy("证书"), 30, _licences),
)
TEAM_COLUMNS: Columns = (
    ExportColumn(gettext_lazy("队名"), 28, lambda helper: helper.name),
    ExportColumn(gettext_lazy("队长"), 10, _leader),
    ExportColumn(gettext_lazy("队员"), 36, _members),
    ExportColumn(gettext_lazy("成立日期"), 12, lambda helper: helper.team.founded_on),
    ExportColumn(gettext_lazy("授旗日期"), 12, lambda helper: helper.team.flag_awarded_on),
    ExportColumn(
        gettext_lazy("授旗单位"), 20,
        lambda helper: helper.team.flag_awarded_by and helper.team.flag_awarded_by.name,
    ),
)  # fmt: skip
NAMES = {
    HelperKind.ARTISAN: gettext_lazy("劳模工匠名册"),
    HelperKind.TEAM: gettext_lazy("服务队名册"),
}
EXPORTS = {
    kind: Exporter(
        kind=f"{kind}s",
        title=NAMES[kind],
        section="people",
        content=partial(content_of, kind),
        page=partial(lambda kind, query: reverse(f"{kind}_list"), kind),
    )
    for kind in HelperKind
}
