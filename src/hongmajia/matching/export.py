"""A plan as a workbook: who is sent, who is left out, and why."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hongmajia.core.asked import key_of
from hongmajia.core.errors import Refused
from hongmajia.core.exports import Content, Exporter
from hongmajia.core.spreadsheets import Sheet
from hongmajia.engine import Message, describe, describe_all
from hongmajia.needs.actions import reveal_contact
from hongmajia.people.actions import reveal_number
from hongmajia.people.queries import person_of

from .fit import fit_of
from .models import Round
from .naming import planned_name
from .queries import with_rulings

WITH_PHONES = "phones"
"""The parameter that asks for telephone numbers, which are logged one by one."""


def sheets_of(round_: Round, reader: Any, phones: bool = False) -> list[Sheet]:
    """Return two sheets: the plan, with the names the reader knows, and needs without a helper.

    With ``phones`` the plan has the numbers of both sides that the reader may see, each logged.
    """
    left = [_("需求编号"), _("需求"), _("地区"), _("行业"), _("为什么没人"), _("怎么办")]
    widths = [14, 32, 12, 18, 14, 14, 8, 60, 8, 10, 30]
    headings = _plan_headings()
    if phones:
        widths += [12, 14, 14]
        headings += [_("企业联系人"), _("联系人手机号"), _("师傅手机号")]
    return [
        Sheet(_("请谁去"), headings, _planned(round_, reader, phones), widths),
        Sheet(_("还没人"), left, _left_out(round_), [14, 32, 12, 18, 50, 50]),
    ]


def _plan_headings() -> list[str]:
    return [
        _("需求编号"),
        _("需求"),
        _("地区"),
        _("行业"),
        _("请谁"),
        _("工种、专业"),
        _("合适度"),
        _("为什么"),
        _("变化"),
        _("锁定、禁配"),
        _("没发出去的原因"),
    ]


def _planned(round_: Round, reader: Any, phones: bool) -> Iterator[list[Any]]:
    rows: Any = with_rulings(round_.rows.all())
    for row in rows.with_details().order_by("-score", "-pk"):
        why = describe_all([_as_message(reason) for reason in row.reasons], _language())
        yield [
            *need_cells(row.need),
            planned_name(reader, row),
            row.helper.trade,
            str(fit_of(row.score).label),
            why,
            row.get_change_display(),
            _ruling(row),
            row.refusal,
            *(_numbers(row, reader) if phones else ()),
        ]


def _numbers(row: Any, reader: Any) -> list[str]:
    """The asker's name and number and the helper's number, each logged; empty without the right."""
    asker, number, helper = "", "", ""
    if reader.has_perm("needs.contact", row.need):
        asker = row.need.contact_name
        number = reveal_contact(need=row.need, actor=reader)
    if reader.has_perm("people.manage", row.helper) and person_of(row.helper):
        helper = reveal_number(helper=row.helper, actor=reader)
    return [asker, number, helper]


def _left_out(round_: Round) -> Iterator[list[Any]]:
    for left in round_.unserved.select_related("need__region__parent", "need__season"):
        cause, remedy = (
            describe(_as_message(message), _language()) for message in (left.cause, left.remedy)
        )
        yield [*need_cells(left.need), cause, remedy]


def need_cells(need: Any) -> list[str]:
    """Return number, title, place and industry: the first columns of a sheet about needs."""
    return [need.number, need.title, need.region.place, need.industry]


def _ruling(row: Any) -> str:
    if row.banned:
        return _("禁配")
    return _("锁定") if row.pinned else ""


def _as_message(message: dict[str, Any]) -> Message:
    """Return the stored dictionary as an engine message."""
    return Message(message["code"], message["params"])


def _language() -> str:
    return get_language() or "zh"


def content_of(reader: Any, query: QueryDict) -> Content:
    """The plan of the round that ``query`` names, if ``reader`` may see it."""
    visible = Round.objects.visible_to(reader).select_related("union")
    round_ = visible.filter(pk=key_of(query.get("round"))).first()
    if round_ is None:
        raise Refused(_("这一轮您现在看不到了。"))
    name = _("%(union)s第%(number)s轮对接方案") % {"union": round_.union, "number": round_.number}
    total = round_.rows.count() + round_.unserved.count()
    return Content(name, sheets_of(round_, reader, WITH_PHONES in query), total)


PLAN_EXPORT = Exporter(
    kind="plan",
    title=gettext_lazy("对接方案"),
    section="rounds",
    content=content_of,
    page=lambda query: reverse("round", args=[query["round"]]),
)
