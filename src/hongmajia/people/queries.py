"""What pages and acts ask about helpers: who is free, who sits where, who is there already."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hongmajia.core.clocks import is_workday
from hongmajia.core.models import Event
from hongmajia.unions.enums import KEEPERS, Role, Weekday
from hongmajia.unions.models import Region, Union
from hongmajia.unions.queries import OFFICES, manageable, paths_above

from .enums import TeamRole
from .models import Helper, Team, TeamGroup, TeamMembership

Workload = Callable[[Collection[int]], Mapping[int, int]]
"""From keys of helpers to how many jobs each of them has taken on this week."""

_workloads: list[Workload] = []


def register_workload(count: Workload) -> None:
    """A room to the right counts the jobs it gives to helpers; call it from ``AppConfig.ready``."""
    _workloads.append(count)


def capacity_left(helpers: Iterable[Helper]) -> dict[int, int]:
    """How many more jobs each may take this week; one query per registered workload.

    A paused helper takes none. Without a registered workload it is what he offers a week.
    """
    helpers = list(helpers)
    taken = [count([helper.pk for helper in helpers]) for count in _workloads]
    return {
        helper.pk: 0
        if helper.is_paused
        else max(helper.weekly_capacity - sum(jobs.get(helper.pk, 0) for jobs in taken), 0)
        for helper in helpers
    }


@dataclass(frozen=True)
class Day:
    """A day in the near future, and whether the helper can be asked for it."""

    date: date
    is_free: bool

    @property
    def label(self) -> str:
        return str(Weekday(self.date.isoweekday()).label)


def near_days(helper: Helper, count: int = 5) -> list[Day]:
    """The next ``count`` days that are worked at large or that he himself offers."""
    return list(islice(_days_from(helper, timezone.localdate() + timedelta(days=1)), count))


def _days_from(helper: Helper, day: date) -> Iterator[Day]:
    while True:
        if day.isoweekday() in helper.weekdays or is_workday(day):
            yield Day(day, is_free_on(helper, day))
        day += timedelta(days=1)


def is_free_on(helper: Helper, day: date) -> bool:
    """Whether the helper can be asked to come on ``day``: on the weekdays they chose, else on
    working days, and not in a pause."""
    works = day.isoweekday() in helper.weekdays if helper.weekdays else is_workday(day)
    return works and not helper.is_paused_on(day)


@dataclass(frozen=True)
class Seats:
    """One group of a team (``None``: those in no group) with its members, leaders first."""

    group: TeamGroup | None
    members: list[TeamMembership]


ORDER: list[str] = [TeamRole.LEADER, TeamRole.GROUP_LEADER, TeamRole.MEMBER]


def roster(team: Team) -> list[Seats]:
    """The members on the roll, group by group; two queries."""
    seats = team.memberships.filter(artisan__helper__is_active=True)
    rows = sorted(seats.select_related("artisan__helper"), key=lambda m: ORDER.index(m.role))
    groups = [*team.groups.all(), None]
    parts = [Seats(g, [m for m in rows if m.group_id == (g and g.pk)]) for g in groups]
    return [part for part in parts if part.members]


def teams_of(artisan: Helper) -> QuerySet[Team]:
    """The active teams an artisan sits in."""
    seated = Team.objects.filter(memberships__artisan=artisan.artisan, helper__is_active=True)
    return seated.select_related("helper", "flag_awarded_by").order_by("pk")


def namesakes(helper: Helper, phone: str) -> QuerySet[Helper]:
    """Who is on this union's roll already and can only be the same person or team."""
    same_phone = Q(artisan__phone=phone) if phone else Q(pk__in=[])
    same_work = Q(trade=helper.trade, workplace=helper.workplace)
    roll = Helper.objects.filter(kind=helper.kind, name=helper.name, union=helper.union)
    return roll.filter(same_phone | same_work, is_active=True).exclude(pk=helper.pk)


def record_of(helper: Helper) -> QuerySet[Event]:
    """All acts on the helper, newest first."""
    return Event.objects.filter(story=helper.story).select_related("actor")


def unions_to_choose(user: Any, present: int | None = None) -> QuerySet[Union]:
    """The unions for which the user may enter helpers, and the ``present`` one.

    Of enterprises' unions, of which there are thousands, only those in which he has a role.
    """
    offices = Q(kind__in=OFFICES) | Q(pk__in=user.unions.values("pk"))
    mine = Q(pk__in=manageable(user, *KEEPERS).values("pk"))
    return Union.objects.filter(mine & offices | Q(pk=present))


def unions_that_may_award(team: Helper, user: Any) -> QuerySet[Union]:
    """The team's union and those above it, as far up as the user is a cadre."""
    line = [path for path in paths_above(team.union.path) if user.holds(path, Role.CADRE)]
    return Union.objects.filter(path__in=line)


def regions() -> QuerySet[Region]:
    """All we know, each city followed by its counties."""
    return Region.objects.select_related("parent").order_by("adcode")
