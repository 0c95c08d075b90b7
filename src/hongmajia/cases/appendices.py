"""Appendices of a book of cases: figures, roll of teams, chronicle, index.

All are computed from the records when the book is printed.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from hongmajia.needs.models import Need
from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Helper
from hongmajia.services.enums import ActivityForm, Adoption
from hongmajia.services.models import Activity, Attendance, Confirmation, Suggestion, Training
from hongmajia.unions.models import Season

from .models import Booklet, Case, PublicNotice

CHRONICLED = (ActivityForm.CEREMONY, ActivityForm.EXCHANGE, ActivityForm.CLINIC)
"""Forms of activities that the chronicle lists; visits are described by the cases."""


# --- figures ----------------------------------------------------------------------------------


def figures(booklet: Booklet) -> list[dict[str, str]]:
    """The figures of the union's season, each with number, unit, name and a line of explanation.

    Figures that are zero are left out.
    """
    held = Activity.objects.held().filter(_in_union(booklet, "union"), season=booklet.season)
    asked = Need.objects.filter(
        _in_union(booklet, "home_union"), season=booklet.season, listed_at__isnull=False
    )
    words = Confirmation.objects.filter(engagement__need__in=asked)
    rows = [*_services(held), *_problems(asked, words), *_learning(held)]
    return [_figure(*row) for row in rows if row[0]]


def _in_union(booklet: Booklet, field: str) -> Q:
    return Q(**{f"{field}__path__startswith": booklet.union.path})


def _services(held: QuerySet[Activity]) -> list[tuple[Any, str, str, str]]:
    firms = held.aggregate(n=Count("engagements__need__enterprise", distinct=True))["n"]
    visits = Attendance.objects.filter(activity__in=held, helper__isnull=False).count()
    return [
        (held.count(), "场", "活动场次", "写了服务记录的活动"),
        (visits, "人次", "服务人次", "每位劳模工匠每场计一次"),
        (firms, "家", "服务企业", "活动里帮过忙的企业"),
    ]


def _problems(
    asked: QuerySet[Need], words: QuerySet[Confirmation]
) -> list[tuple[Any, str, str, str]]:
    benefit = words.aggregate(sum=Sum("benefit_wan"))["sum"]
    confirmed = asked.filter(state="confirmed").count()
    return [
        (asked.count(), "件", "征集需求", "核实后列入企业问题清单的"),
        (confirmed, "件", "企业确认解决", "以企业确认为准"),
        (benefit, "万元", "企业报告的年效益", "企业确认时写明算法的合计"),
    ]


def _learning(held: QuerySet[Activity]) -> list[tuple[Any, str, str, str]]:
    taught = Training.objects.filter(record__activity__in=held).aggregate(sum=Sum("people"))["sum"]
    made = Suggestion.objects.filter(record__activity__in=held)
    adopted = made.filter(adoption=Adoption.ADOPTED).count()
    return [
        (taught, "人次", "培训职工", "服务记录里写明人数的"),
        (made.count(), "条", "合理化建议", f"企业当场采纳{adopted}条"),
    ]


def _figure(number: Any, unit: str, name: str, line: str) -> dict[str, str]:
    said = f"{round(Decimal(number), 2).normalize():,f}"
    return {"number": said, "unit": unit, "name": name, "line": line}


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
