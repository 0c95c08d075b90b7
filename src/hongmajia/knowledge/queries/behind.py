"""What stands behind a kind of problem: ways, measurements, masters, offers, meetings, trials."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import QuerySet

from hongmajia.meetings.models import Meeting
from hongmajia.needs.enums import OVER, NeedState
from hongmajia.needs.models import Need
from hongmajia.offers.models import Offer, offer_search
from hongmajia.people.models import Helper

from ..alike import SOLVED
from ..models import Answer, ProblemKind, Trial
from ..querysets import TrialQuerySet
from ..ways import Way, ways_of

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
"""The number in a measured value, such as ``6`` or ``1.8``."""
SHOWN = 5
"""Ways, offers, meetings and masters that the page of a kind shows."""
MOST_NEEDS = 500
"""Needs of a kind that its page reads."""


@dataclass(frozen=True)
class Median:
    """The middle of what was measured at several places: numbers with one unit."""

    what: str
    unit: str
    before: float
    after: float
    places: int


@dataclass(frozen=True)
class Count:
    """How many asked, how many of these are solved, and what those said who did the same."""

    asked: int
    solved: int
    worked: int
    failed: int

    @property
    def tried(self) -> int:
        return self.worked + self.failed


def needs_of_kind(kind: ProblemKind, user: Any) -> QuerySet[Need]:
    """Its needs that the reader may see, the latest first."""
    visible: QuerySet[Need] = Need.objects.visible_to(user)
    mine = visible.filter(problem_kind__kind=kind)
    return mine.select_related("season", "region__parent", "enterprise").order_by("-pk")


def count_of(kind: ProblemKind) -> Count:
    """The sums of a kind; two queries. Withdrawn needs do not count."""
    states = Need.objects.filter(problem_kind__kind=kind).order_by().values_list("state", flat=True)
    by_state = Counter(states)
    asked = by_state.total() - by_state[NeedState.WITHDRAWN]
    said = Counter(trials_of(kind).order_by().values_list("worked", flat=True))
    return Count(asked, sum(by_state[state] for state in SOLVED), said[True], said[False])


def trials_of(kind: ProblemKind) -> TrialQuerySet:
    """Trials of every version of its answer, and of the ways of its needs."""
    needs = Need.objects.filter(problem_kind__kind=kind).order_by().values("pk")
    of_answers = Trial.objects.filter(answer__kind=kind).order_by().values("pk")
    of_ways = Trial.objects.filter(engagement__need__in=needs).order_by().values("pk")
    found: TrialQuerySet = Trial.objects.filter(pk__in=of_answers.union(of_ways))
    return found


def ways_of_kind(kind: ProblemKind) -> list[Way]:
    """How its needs were solved, the latest first."""
    keys = Need.objects.filter(problem_kind__kind=kind, state__in=SOLVED).order_by("-pk")
    return ways_of(keys.values_list("pk", flat=True)[:MOST_NEEDS])


def medians(ways: Iterable[Way]) -> list[Median]:
    """The middle values of what at least two of the ways measured in numbers."""
    found: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for way in ways:
        last = {(one.what, one.unit): one for one in way.measured}
        for key, one in last.items():
            before, after = NUMBER.search(one.before), NUMBER.search(one.after)
            if before and after:
                found[key].append((float(before[0]), float(after[0])))
    rows = [
        Median(what, unit, median(b for b, _a in pairs), median(a for _b, a in pairs), len(pairs))
        for (what, unit), pairs in found.items()
        if len(pairs) > 1
    ]
    return sorted(rows, key=lambda row: -row.places)


def masters_of(ways: Iterable[Way], answer: Answer | None) -> list[tuple[Helper, int]]:
    """Who solved such problems and is on the roll, with how many; who wrote the answer as well."""
    solved = Counter(way.engagement.helper_id for way in ways)
    keys = [key for key, _n in solved.most_common(SHOWN)]
    if answer and answer.writer_id not in keys:
        keys = [answer.writer_id, *keys]
    rows = Helper.objects.filter(pk__in=keys, is_active=True).with_details()
    by_key = {helper.pk: helper for helper in rows}
    return [(by_key[key], solved[key]) for key in keys if key in by_key]


def offers_for(kind: ProblemKind, masters: Iterable[Helper]) -> list[Offer]:
    """Listed courses and services by these masters, or about the words of the kind."""
    listed = Offer.objects.listed().with_details()
    keys = offer_search.nearest(f"{kind.title} {' '.join(kind.words)}", 3 * SHOWN)
    about = {offer.pk: offer for offer in listed.filter(pk__in=keys)}
    near = [about[key] for key in keys if key in about]
    own = list(listed.filter(helper__in=[helper.pk for helper in masters]).order_by("-pk")[:SHOWN])
    own.sort(key=lambda offer: offer.pk not in about)
    return list({offer.pk: offer for offer in [*own, *near]}.values())[:SHOWN]


def meetings_of(kind: ProblemKind, user: Any) -> list[Meeting]:
    """Meetings for many that answered needs of the kind, or were called for its problem."""
    needs = Need.objects.filter(problem_kind__kind=kind).order_by().values("pk")
    visible = Meeting.objects.visible_to(user).with_details()
    answered = Meeting.objects.filter(activity__engagements__need__in=needs).order_by()
    keys = answered.values("pk")
    if kind.problem_id:
        called = Meeting.objects.filter(problem=kind.problem_id).order_by()
        keys = keys.union(called.values("pk"))
    return list(visible.filter(pk__in=keys)[:SHOWN])


def still_open(needs: Iterable[Need]) -> list[Need]:
    """Those that somebody may still follow: public, and not over."""
    return [need for need in needs if need.is_public and need.state not in OVER]


def basis_of(answer: Answer) -> QuerySet[Any]:
    """The services that an answer was drawn from, with all that is said of them."""
    return answer.basis.select_related("need__season", "need__region__parent", "helper__artisan")
