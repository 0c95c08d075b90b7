"""What the board of a round shows: rows with rulings, sums, workloads, needs left out."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.people.queries import capacity_left

from ..enums import RulingKind
from ..models import PlanRow, Round, Ruling, Unserved
from .waiting import seeking

PLACES = 3
"""How many places are named for needs left out for the same cause."""


def with_rulings(rows: QuerySet[PlanRow]) -> Any:
    """Annotate rows with ``pinned``, ``banned`` and ``awaits`` (a new computation).

    A row awaits a new computation if its pair is banned, or its need is pinned to a helper who is
    not in the plan for it.
    """
    of_pair = Ruling.objects.filter(need=OuterRef("need"), helper=OuterRef("helper"))
    planned = PlanRow.objects.filter(
        round=OuterRef(OuterRef("round")), need=OuterRef("need"), helper=OuterRef("helper")
    )
    pinned_elsewhere = Ruling.objects.filter(need=OuterRef("need"), kind=RulingKind.PIN)
    banned = Exists(of_pair.filter(kind=RulingKind.BAN))
    return rows.annotate(
        pinned=Exists(of_pair.filter(kind=RulingKind.PIN)),
        banned=banned,
        awaits=banned | Exists(pinned_elsewhere.filter(~Exists(planned))),
    )


def to_send(round_: Round) -> Any:
    """Return the rows whose invitation would be sent now: not tried, not awaiting a computation."""
    untried = round_.rows.filter(engagement=None, refusal="")
    return with_rulings(untried).filter(awaits=False)


def figures(round_: Round) -> dict[str, Any]:
    """Return the board's sums; ``ready`` pairs can be sent, ``waiting`` needs recomputed."""
    return with_rulings(round_.rows.all()).figures(
        ready=Count("pk", filter=Q(awaits=False, engagement=None, refusal="")),
        waiting=Count("need", distinct=True, filter=Q(awaits=True)),
    )


def needs_of(round_: Round) -> QuerySet[Need]:
    """Return all needs of the round, planned or left out."""
    rows, left = round_.rows.values("need"), round_.unserved.values("need")
    return Need.objects.filter(Q(pk__in=rows) | Q(pk__in=left))


def rulings_of(round_: Round) -> Any:
    """Return the rulings on the round's needs; ``is_unsettled`` if the plan violates one."""
    planned = round_.rows.filter(need=OuterRef("need"), helper=OuterRef("helper"))
    ban, pin = Q(kind=RulingKind.BAN), Q(kind=RulingKind.PIN)
    found = Ruling.objects.filter(need__in=needs_of(round_).values("pk"))
    return found.annotate(
        planned=Exists(planned),
        is_unsettled=Case(
            When(ban & Q(planned=True) | pin & Q(planned=False), then=True), default=False
        ),
    )


def rulings_within(round_: Round) -> Any:
    """Return rulings on needs of the round, or on needs that wait in its union now."""
    waiting = seeking(round_.season, round_.union).order_by().values("pk")
    mine = Q(need__in=needs_of(round_).values("pk"))
    return Ruling.objects.filter(mine | Q(need__in=waiting))


def with_counts(rounds: Any) -> Any:
    """Annotate rounds with ``served``, ``left_out`` and ``sent``.

    Each is a subquery of its own: joining the three tables would multiply the counts.
    """
    rows = PlanRow.objects.filter(round=OuterRef("pk")).order_by().values("round")
    left = Unserved.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return rounds.annotate(
        served=Coalesce(rows.annotate(n=Count("need", distinct=True)).values("n"), 0),
        sent=Coalesce(rows.annotate(n=Count("engagement")).values("n"), 0),
        left_out=Coalesce(left.annotate(n=Count("pk")).values("n"), 0),
    )


@dataclass(frozen=True)
class Load:
    """How full a helper's week would be: ``taken`` jobs already, ``planned`` in addition."""

    helper: Helper
    taken: int
    planned: int
    capacity: int

    @property
    def used(self) -> int:
        """Jobs of the week, taken and planned."""
        return self.taken + self.planned

    @property
    def is_full(self) -> bool:
        return self.used >= self.capacity


def loads(round_: Round) -> list[Load]:
    """Return the weeks of the plan's helpers, fullest first; invitations sent count as taken."""
    waiting = Q(plan_rows__engagement=None, plan_rows__refusal="")
    rows = Helper.objects.filter(plan_rows__round=round_).select_related("artisan", "union")
    helpers = list(rows.annotate(planned=Count("plan_rows", filter=waiting)))
    room = capacity_left(helpers)
    found = [Load(h, h.weekly_capacity - room[h.pk], h.planned, h.weekly_capacity) for h in helpers]
    return sorted(found, key=lambda load: -load.used / max(load.capacity, 1))


@dataclass
class Cluster:
    """Needs left out for the same cause, with the same remedy."""

    cause: dict[str, Any]
    remedy: dict[str, Any]
    helper: Helper | None
    elsewhere: int
    needs: list[Need] = field(default_factory=list)

    @property
    def first(self) -> Need:
        return self.needs[0]

    @property
    def others(self) -> list[Need]:
        return self.needs[1:]

    @property
    def places(self) -> str:
        """The first places, as ``长兴、南浔``."""
        return _("、").join(dict.fromkeys(need.region.place for need in self.needs[:PLACES]))


def clusters(round_: Round, limit: int = 500) -> list[Cluster]:
    """Return the first ``limit`` needs left out, grouped by cause and remedy."""
    found: dict[str, Cluster] = {}
    rows = round_.unserved.select_related(
        "need__region__parent", "helper__artisan", "helper__union"
    )
    for row in rows[:limit]:
        key = f"{row.cause} {row.remedy} {row.elsewhere}"
        group = Cluster(row.cause, row.remedy, row.helper, row.elsewhere)
        found.setdefault(key, group).needs.append(row.need)
    return list(found.values())
