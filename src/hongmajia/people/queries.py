"""Questions about helpers: free capacity, free days, members of teams, duplicates on a roll."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hongmajia.core.clocks import is_workday
from hongmajia.core.models import Event
from hongmajia.core.themes import in_theme
from hongmajia.notices.sides import Callee, Side
from hongmajia.unions.enums import KEEPERS, Role, Weekday
from hongmajia.unions.models import Union
from hongmajia.unions.queries import (
    OFFICES,
    manageable,
    nearest_union_with_cadre,
    paths_above,
    province_paths,
)

from .enums import HelperKind, TeamRole
from .models import Helper, Team, TeamGroup, TeamMembership
from .querysets import HelperQuerySet

Workload = Callable[[Collection[int]], Mapping[int, int]]
"""A function from primary keys of helpers to the number of jobs each has taken this week."""

_workloads: list[Workload] = []


def unions_of_rolls(user: Any) -> QuerySet[Any, str]:
    """The paths of the unions on whose rolls the user, or a team they lead, stands."""
    return Helper.objects.of(user).order_by().values_list("union__path", flat=True)


def register_workload(count: Workload) -> None:
    """Let ``capacity_left`` subtract the jobs that ``count`` returns.

    A room that gives jobs to helpers calls it in its ``registrations.py``.
    """
    _workloads.append(count)


def matching(helpers: HelperQuerySet, wanted: Mapping[str, Any], user: Any) -> HelperQuerySet:
    """The helpers that match all filters that are set (``forms.HelperFilter``)."""
    if words := wanted.get("q"):
        helpers = helpers.searching(words, user)
    if region := wanted.get("region"):
        helpers = helpers.in_region(region)
    if grade := wanted.get("grade"):
        helpers = helpers.filter(artisan__skill_grade=grade)
    if honour := wanted.get("honour"):
        helpers = helpers.honoured(honour)
    if theme := wanted.get("theme"):
        helpers = helpers.filter(in_theme(theme))
    if sender := wanted.get("sent_by"):
        helpers = helpers.filter(team__sent_by=sender)
    return helpers


def sent_by_the_same(team: Helper) -> int:
    """How many active teams the association sends that sends this one; 0 if none does."""
    sender = team.team.sent_by
    return Helper.objects.filter(is_active=True, team__sent_by=sender).count() if sender else 0


def senders_known(team: Helper) -> list[str]:
    """The associations that send active teams in the province of this one, by name."""
    top = province_paths([team.union.path])[team.union.path]
    teams = Helper.objects.filter(Q(is_active=True) | Q(pk=team.pk), union__path__startswith=top)
    named = teams.exclude(team__sent_by="").exclude(team=None)
    return sorted(set(named.order_by().values_list("team__sent_by", flat=True)))


def person_of(helper: Helper) -> Helper | None:
    """The person to call: the artisan, or the team's leader (``None`` without one)."""
    if helper.kind == HelperKind.ARTISAN:
        return helper
    return helper.team.leader.helper if helper.team.leader else None


def helper_side(helper: Helper) -> Side:
    """Whoever answers for the helper, as a side to tell; by telephone if they have no account.

    The helper's union makes the call, or the nearest above it that has a cadre.
    """
    label = helper.public_name
    users = (helper.answerer,) if helper.answerer else ()
    union = nearest_union_with_cadre(paths_above(helper.union.path)) or helper.union
    return Side(label, users, Callee(label, helper, union))


def phone_of(helper: Helper) -> str:
    """The number on the roll of an artisan or of a team's leader; nothing where there is none."""
    person = person_of(helper)
    return person.artisan.phone if person else ""


def capacity_left(helpers: Iterable[Helper]) -> dict[int, int]:
    """Primary key → how many more jobs the helper can take this week; at least 0.

    It is the weekly capacity minus the jobs of all registered workloads (one query each); 0 for a
    paused helper.
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
        """The day of the week in words."""
        return str(Weekday(self.date.isoweekday()).label)


def next_days(helper: Helper, count: int = 5) -> list[Day]:
    """The next ``count`` days from tomorrow that are working days or chosen by the helper."""
    return list(islice(_days_from(helper, timezone.localdate() + timedelta(days=1)), count))


def _days_from(helper: Helper, day: date) -> Iterator[Day]:
    while True:
        if day.isoweekday() in helper.weekdays or is_workday(day):
            yield Day(day, is_free_on(helper, day))
        day += timedelta(days=1)


def is_free_on(helper: Helper, day: date) -> bool:
    """Whether the helper can be asked to come on ``day``.

    That is on the weekdays they chose or, if they chose none, on working days; not in a pause.
    """
    works = day.isoweekday() in helper.weekdays if helper.weekdays else is_workday(day)
    return works and not helper.is_paused_on(day)


@dataclass(frozen=True)
class RosterGroup:
    """A group of a team (``None``: members without a group) with its members, leaders first."""

    group: TeamGroup | None
    members: list[TeamMembership]


ORDER: list[str] = [TeamRole.LEADER, TeamRole.GROUP_LEADER, TeamRole.MEMBER]


def roster(team: Team) -> list[RosterGroup]:
    """The active members of the team, group by group, without empty groups; two queries."""
    active = team.memberships.filter(artisan__helper__is_active=True)
    rows = sorted(active.select_related("artisan__helper"), key=lambda m: ORDER.index(m.role))
    groups = [*team.groups.all(), None]
    parts = [RosterGroup(g, [m for m in rows if m.group_id == (g and g.pk)]) for g in groups]
    return [part for part in parts if part.members]


def teams_of(artisan: Helper) -> QuerySet[Team]:
    """The active teams of which an artisan is a member."""
    teams = Team.objects.filter(memberships__artisan=artisan.artisan, helper__is_active=True)
    return teams.select_related("helper", "flag_awarded_by").order_by("pk")


def duplicates_of(helper: Helper, phone: str) -> QuerySet[Helper]:
    """Active entries on the roll of the same union that must be the same person or team.

    They have the same name and either the same phone number or the same trade and workplace.
    """
    same_phone = Q(artisan__phone=phone) if phone else Q(pk__in=[])
    same_work = Q(trade=helper.trade, workplace=helper.workplace)
    roll = Helper.objects.filter(kind=helper.kind, name_key=helper.name, union=helper.union)
    return roll.filter(same_phone | same_work, is_active=True).exclude(pk=helper.pk)


def events_of(helper: Helper) -> QuerySet[Event]:
    """All events of the helper and of the rows merged into it, newest first."""
    stories = [helper.story, *(row.story for row in helper.merged.all())]
    return Event.objects.filter(story__in=stories).select_related("actor")


def unions_to_choose(user: Any, present: int | None = None) -> QuerySet[Union]:
    """The unions for which the user may register helpers, and the ``present`` one.

    Of the unions of enterprises, of which there may be thousands, only those in which the user has
    a role are included.
    """
    offices = Q(kind__in=OFFICES) | Q(pk__in=user.unions.values("pk"))
    mine = Q(pk__in=manageable(user, *KEEPERS).values("pk"))
    return Union.objects.filter(mine & offices | Q(pk=present))


def unions_that_may_award(team: Helper, user: Any) -> QuerySet[Union]:
    """The unions among the team's union and those above it in which the user acts as a cadre."""
    line = [path for path in paths_above(team.union.path) if user.holds(path, Role.CADRE)]
    return Union.objects.filter(path__in=line)
