"""What the shortlist and the board ask: who suits a need, what a round holds and how it changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hongmajia import engine
from hongmajia.core.errors import Refused
from hongmajia.engagements.enums import LIVE
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.people.queries import capacity_left
from hongmajia.people.querysets import named
from hongmajia.unions.models import Season, Union

from .enums import Change, Reach, RulingKind
from .facts import need_facts
from .index import index_below, index_of_everyone
from .models import PlanRow, Round, Ruling, Unserved

SHORT = 5
"""Candidates shown inside the need's own page."""
SHOWN = 4
"""Reasons shown of one candidate."""
LONG = 20
"""Candidates looked at for the whole list."""
FOUND_BY_NAME = 5
PLACES = 3
"""Places named of needs left out for the same cause."""


# --- one need -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Candidate:
    """A helper who suits a need, how well (0…1), and why."""

    helper: Helper
    honour: str
    score: float
    reasons: tuple[engine.Reason, ...]

    @property
    def is_full(self) -> bool:
        return any(reason.code == "full" for reason in self.reasons)


@dataclass(frozen=True)
class WhyNot:
    """What the engine says of one helper asked about by name; ``rank`` counts from 1."""

    helper: Helper
    rank: int
    reasons: tuple[engine.Reason, ...]
    blocked: tuple[engine.Reason, ...]
    asked_before: bool

    @property
    def said(self) -> list[engine.Reason]:
        """What forbids him first, each thing once."""
        return [*self.blocked, *(reason for reason in self.reasons if reason not in self.blocked)]


def candidates(need: Need, asked: Collection[int], k: int = LONG) -> list[Candidate]:
    """Helpers who suit the need, best first; nobody of those ``asked`` already or banned."""
    index = index_of_everyone()
    facts = need_facts(need, excluded={*asked, *banned_for(need)})
    found = [one for one in engine.shortlist(index, facts, k) if one.suitable]
    rows = Helper.objects.select_related("artisan", "region__parent")
    helpers = rows.in_bulk([int(one.helper) for one in found])
    return [_candidate(one, helpers[int(one.helper)], index) for one in found]


def candidate(need: Need, helper: Helper) -> Candidate:
    """How well one helper suits, whoever he is."""
    index = index_of_everyone()
    return _candidate(engine.explain(index, need_facts(need), str(helper.pk)), helper, index)


def _candidate(
    found: engine.Candidate | engine.Explanation, helper: Helper, index: engine.HelperIndex
) -> Candidate:
    honours = index.helpers[index.position[found.helper]].honours
    return Candidate(helper, honours[0] if honours else "", found.score, found.reasons[:SHOWN])


def why_not(need: Need, name: str, asked: Collection[int], user: Any) -> list[WhyNot]:
    """What speaks for and against the helpers whom ``user`` may find by ``name``."""
    if not name.strip():
        return []
    index = index_of_everyone()
    facts = need_facts(need, excluded=banned_for(need))
    found_by_name = Helper.objects.filter(named(name.strip(), user), is_active=True)
    found = []
    for helper in found_by_name.select_related("artisan", "region__parent")[:FOUND_BY_NAME]:
        told = engine.explain(index, facts, str(helper.pk))
        known = helper.pk in asked
        found.append(WhyNot(helper, told.rank, told.reasons, told.blocked, asked_before=known))
    return found


def banned_for(need: Need) -> set[int]:
    return set(need.rulings.filter(kind=RulingKind.BAN).values_list("helper", flat=True))


# --- the needs of a round ---------------------------------------------------------------------


def season_now() -> Season:
    """The season that runs; ``Refused`` before the first."""
    season = Season.objects.current()
    if season is None:
        raise Refused(_("还没有开始志愿服务月，请先设好时间。"))
    return season


def seeking(season: Season, union: Union) -> Any:
    """Listed needs that the union and those below it hold and that still want helpers; ``open``
    says how many. Those under a call for bids wait for their bids."""
    return wanting_helpers(
        Need.objects.filter(
            season=season,
            state__in=SEEKING,
            listed_at__isnull=False,
            union__path__startswith=union.path,
        ).exclude(bid_until__gte=localdate())
    ).order_by("listed_at", "pk")


def wanting_helpers(needs: QuerySet[Need]) -> Any:
    """Those with fewer live engagements than helpers wanted; ``open`` says how many are lacking."""
    live = Engagement.objects.filter(need=OuterRef("pk"), state__in=LIVE).order_by()
    count = live.values("need").annotate(n=Count("pk")).values("n")
    return needs.annotate(open=F("helpers_wanted") - Coalesce(count, 0)).filter(open__gt=0)


def asked_by_need(needs: QuerySet[Need]) -> dict[int, set[int]]:
    """Need → helpers who were asked for it before."""
    asked: dict[int, set[int]] = defaultdict(set)
    pairs = Engagement.objects.filter(need__in=needs.order_by().values("pk"))
    for need, helper in pairs.values_list("need", "helper"):
        asked[need].add(helper)
    return asked


def index_of(round_: Round, pinned: Iterable[int]) -> engine.HelperIndex:
    """The helpers a round may draw on; whom a person pinned is always among them."""
    if round_.reach == Reach.OWN:
        return index_below(round_.union.path, pinned)
    return index_of_everyone()


# --- the board ----------------------------------------------------------------------------------


def with_rulings(rows: QuerySet[PlanRow]) -> Any:
    """Each row with ``pinned``, ``banned`` and ``awaits``: must it be computed again?

    It must where a person has banned the pair, or pinned the need to somebody whom the plan does
    not name.
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
    """Rows as they would go out now: neither awaiting a new computation nor tried already."""
    untried = round_.rows.filter(engagement=None, refusal="")
    return with_rulings(untried).filter(awaits=False)


def figures(round_: Round) -> dict[str, Any]:
    """The board's summary; ``ready`` pairs would go out now, ``waiting`` needs await a new run."""
    return with_rulings(round_.rows.all()).figures(
        ready=Count("pk", filter=Q(awaits=False, engagement=None, refusal="")),
        waiting=Count("need", distinct=True, filter=Q(awaits=True)),
    )


def needs_of(round_: Round) -> QuerySet[Need]:
    """All needs the round is about, planned or left out."""
    rows, left = round_.rows.values("need"), round_.unserved.values("need")
    return Need.objects.filter(Q(pk__in=rows) | Q(pk__in=left))


def rulings_of(round_: Round) -> Any:
    """Rulings on the needs of the round; ``is_unsettled`` where the plan does not follow yet."""
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
    """Rulings on the needs of the round, or on those that wait in its range now."""
    waiting = seeking(round_.season, round_.union).order_by().values("pk")
    mine = Q(need__in=needs_of(round_).values("pk"))
    return Ruling.objects.filter(mine | Q(need__in=waiting))


def with_counts(rounds: Any) -> Any:
    """Rounds with ``served``, ``left_out`` and ``sent``, each counted on its own."""
    rows = PlanRow.objects.filter(round=OuterRef("pk")).order_by().values("round")
    left = Unserved.objects.filter(round=OuterRef("pk")).order_by().values("round")
    return rounds.annotate(
        served=Coalesce(rows.annotate(n=Count("need", distinct=True)).values("n"), 0),
        sent=Coalesce(rows.annotate(n=Count("engagement")).values("n"), 0),
        left_out=Coalesce(left.annotate(n=Count("pk")).values("n"), 0),
    )


@dataclass(frozen=True)
class Load:
    """How full a helper's week would be with the plan: ``taken`` already, ``planned`` on top."""

    helper: Helper
    taken: int
    planned: int
    capacity: int

    @property
    def used(self) -> int:
        return self.taken + self.planned

    @property
    def is_full(self) -> bool:
        return self.used >= self.capacity


def loads(round_: Round) -> list[Load]:
    """The weeks of the helpers in the plan, the fullest first; what is out is taken."""
    waiting = Q(plan_rows__engagement=None, plan_rows__refusal="")
    rows = Helper.objects.filter(plan_rows__round=round_).select_related("artisan")
    helpers = list(rows.annotate(planned=Count("plan_rows", filter=waiting)))
    room = capacity_left(helpers)
    found = [Load(h, h.weekly_capacity - room[h.pk], h.planned, h.weekly_capacity) for h in helpers]
    return sorted(found, key=lambda load: -load.used / max(load.capacity, 1))


@dataclass
class Cluster:
    """Unserved needs with the same cause and remedy."""

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
        """``长兴、南浔``"""
        return "、".join(dict.fromkeys(need.region.place for need in self.needs[:PLACES]))


def clusters(round_: Round, limit: int = 500) -> list[Cluster]:
    """The unserved of a round, those with one cause and one remedy together."""
    found: dict[str, Cluster] = {}
    rows = round_.unserved.select_related("need__region__parent", "helper__artisan")
    for row in rows[:limit]:
        key = f"{row.cause} {row.remedy} {row.elsewhere}"
        group = Cluster(row.cause, row.remedy, row.helper, row.elsewhere)
        found.setdefault(key, group).needs.append(row.need)
    return list(found.values())


# --- a round beside the one before --------------------------------------------------------------


@dataclass(frozen=True)
class Beside:
    """One need in two plans."""

    need: Need
    before: list[PlanRow]
    now: list[PlanRow]


def needs_of_both(now: Round, before: Round, *, changed: bool) -> QuerySet[Need]:
    """Needs with a helper in either plan; only those whose helpers differ if ``changed``."""
    came, went = now.rows.all(), before.rows.all()
    if changed:
        still = now.rows.filter(need=OuterRef("need"), helper=OuterRef("helper"))
        came, went = now.rows.exclude(change=Change.SAME), went.filter(~Exists(still))
    return Need.objects.filter(Q(pk__in=came.values("need")) | Q(pk__in=went.values("need")))


def lost(now: Round, before: Round) -> int:
    """How many needs had a helper in the plan before and have none now."""
    gone = before.rows.exclude(need__in=now.rows.values("need"))
    return gone.values("need").distinct().count()


def beside(now: Round, before: Round, needs: Iterable[Need]) -> list[Beside]:
    """The needs with their helpers in both plans."""
    needs = list(needs)
    helpers: dict[tuple[int, int], list[PlanRow]] = defaultdict(list)
    rows = PlanRow.objects.filter(round__in=[now, before], need__in=needs)
    for row in rows.select_related("helper__artisan"):
        helpers[row.round_id, row.need_id].append(row)
    return [Beside(n, helpers[before.pk, n.pk], helpers[now.pk, n.pk]) for n in needs]
