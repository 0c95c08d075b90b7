"""Appendices of a book of cases: figures, roll of teams, chronicle, index.

All are computed from the records when the book is printed.
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from hongmajia.core.figures import counted
from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Helper
from hongmajia.services.enums import ActivityForm
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season

from .models import Booklet, Case, PublicNotice

Appendix = Callable[[Any], dict[str, Any] | None]
"""The union of a book → a matter as ``papers/matter.typ`` reads it; ``None`` to leave it out."""

_appendices: list[Appendix] = []


def register_appendix(appendix: Appendix) -> None:
    """Let a room to the right add an appendix, between the chronicle and the index."""
    _appendices.append(appendix)


def of_other_rooms(booklet: Booklet) -> list[dict[str, Any]]:
    """The appendices of rooms to the right that have something to print."""
    found = (appendix(booklet.union) for appendix in _appendices)
    return [matter for matter in found if matter]


CHRONICLED = (ActivityForm.CEREMONY, ActivityForm.EXCHANGE, ActivityForm.CLINIC)
"""Forms of activities that the chronicle lists; visits are described by the cases."""


# --- figures ----------------------------------------------------------------------------------


IN_BOOK = {
    "sessions": "写好服务记录的活动",
    "visits": "每位劳模工匠每场计一次",
    "enterprises": "活动解决了它的需求，或它有人到场",
    "needs_collected": "提出来的，草稿和撤回的不算",
    "needs_matched": "有师傅或服务队应下的",
    "needs_confirmed": "以企业确认为准",
    "benefit": "企业确认时说的，附有依据的合计",
    "trained": "服务记录里写明人数的",
    "suggestions": "服务记录里写下的",
    "adopted": "企业已经采纳的建议",
}
"""Indicators that the book prints, each with a line on what was counted."""


def figures(booklet: Booklet) -> list[dict[str, str]]:
    """The figures of the union's season, each with number, unit, name and a line of explanation.

    They are those of the pages of figures. Figures that are zero are left out.
    """
    found = counted(booklet.season, booklet.union)
    return [
        {"number": figure.words, "unit": figure.unit, "name": figure.label, "line": line}
        for name, line in IN_BOOK.items()
        if (figure := found[name]).value
    ]


def _in_union(booklet: Booklet, field: str) -> Q:
    return Q(**{f"{field}__path__startswith": booklet.union.path})


# --- roll -------------------------------------------------------------------------------------


def roll(booklet: Booklet) -> list[dict[str, str]]:
    """The active teams of the union and below, in the order of the tree."""
    teams = Helper.objects.filter(_in_union(booklet, "union"), kind=HelperKind.TEAM, is_active=True)
    teams = teams.select_related("union", "team__leader__helper__artisan")
    counted = teams.annotate(members=Count("team__members")).order_by("union__path", "pk")
    return [_team(helper) for helper in counted]


def _team(helper: Any) -> dict[str, str]:
    leader, flag = helper.team.leader, helper.team.flag_awarded_on
    return {
        "union": helper.union.name,
        "name": helper.name,
        "leader": str(leader.helper.public_name) if leader else "",
        "members": str(helper.members or ""),
        "flag": f"{flag.year}.{flag.month}.{flag.day}" if flag else "",
    }


# --- chronicle --------------------------------------------------------------------------------


def chronicle(booklet: Booklet) -> list[dict[str, str]]:
    """Dated events up to today, the earliest first: stages, flags, meetings, public notices."""
    season = booklet.season
    days = [*_stages(season), *_flags(booklet), *_meetings(booklet), *_notices(booklet)]
    past = [(day, text) for day, text in days if day <= timezone.localdate()]
    return [{"date": f"{day.month}月{day.day}日", "text": text} for day, text in sorted(past)]


def _stages(season: Season) -> Iterable[tuple[date, str]]:
    for stage in season.stages.all():
        yield (
            stage.starts,
            f"{season.name}{stage.get_stage_display()}开始，到{stage.ends:%-m月%-d日}。",
        )


def _flags(booklet: Booklet) -> Iterable[tuple[date, str]]:
    given = Helper.objects.filter(
        _in_union(booklet, "union"), team__flag_awarded_on__year=booklet.season.year
    ).select_related("team__flag_awarded_by")
    for helper in given:
        if day := helper.team.flag_awarded_on:
            yield day, f"{helper.team.flag_awarded_by}向{helper.name}授旗。"


def _meetings(booklet: Booklet) -> Iterable[tuple[date, str]]:
    held = Activity.objects.held().filter(
        _in_union(booklet, "union"), season=booklet.season, form__in=CHRONICLED
    )
    for activity in held.select_related("union"):
        day = timezone.localdate(activity.starts_at)
        yield day, f"{activity.union}举办“{activity.title}”。"


def _notices(booklet: Booklet) -> Iterable[tuple[date, str]]:
    notices = PublicNotice.objects.filter(season=booklet.season, union=booklet.union)
    for notice in notices.annotate(n=Count("cases")):
        yield notice.opens_on, f"{booklet.union}公示{notice.n}个优秀案例。"


# --- index ------------------------------------------------------------------------------------


def index(cases: list[Case]) -> list[dict[str, Any]]:
    """Two indexes, of enterprises and of helpers, sorted by pinyin, each name with its cases.

    Enterprises that are not named in their case are left out.
    """
    named = [case for case in cases if case.names_enterprise]
    return [
        {"title": "企业", "groups": _by_letter(named, lambda case: case.enterprise_label)},
        {
            "title": "劳模工匠和服务队",
            "groups": _by_letter(cases, lambda case: str(case.engagement.helper.public_name)),
        },
    ]


def _by_letter(cases: list[Case], name_of: Callable[[Case], str]) -> list[dict[str, Any]]:
    pages: dict[str, list[str]] = {}
    for case in cases:
        pages.setdefault(name_of(case), []).append(f"case-{case.pk}")
    rows = [{"name": name, "cases": pages[name]} for name in sorted(pages, key=pinyin)]
    grouped = groupby(rows, key=lambda row: letter(str(row["name"])))
    return [{"letter": first, "rows": list(found)} for first, found in grouped]


def pinyin(name: str) -> tuple[str, ...]:
    """Sort key of a Chinese name: its pinyin, then its characters."""
    from pypinyin import lazy_pinyin  # its dictionary takes a third of a second to load

    return (*lazy_pinyin(name), name)


def letter(name: str) -> str:
    """The capital letter of the index under which a name is listed; ``#`` for other characters."""
    first = pinyin(name)[0][:1].upper()
    return first if "A" <= first <= "Z" else "#"
