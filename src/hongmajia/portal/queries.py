"""Counts and lists of the front page. A figure counts exactly the records that its link shows."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hongmajia.cases.facts import Fact, result
from hongmajia.cases.models import Case
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.needs.querysets import NeedQuerySet
from hongmajia.offers.models import Offer
from hongmajia.people.enums import HelperKind
from hongmajia.people.models import Helper
from hongmajia.publicity.enums import ProjectLevel, ProjectStatus
from hongmajia.publicity.models import NewsItem, Project
from hongmajia.unions.models import Season
from hongmajia.unions.visiting import shown_here

S = NeedState
SEEKING = (S.LISTED, S.REOPENED)
UNDER_WAY = (S.MATCHED, S.IN_SERVICE, S.TACKLING)
SOLVED = (S.SOLVED, S.CONFIRMED)
MATCHED = (*UNDER_WAY, *SOLVED)
LATEST = 4


@dataclass(frozen=True)
class Counts:
    """Numbers of public needs, by state and by region (code of the county or city)."""

    by_state: dict[str, int]
    by_region: dict[str, int]

    @property
    def total(self) -> int:
        """All public needs."""
        return sum(self.by_state.values())

    @property
    def seeking(self) -> int:
        """Needs that still look for a helper."""
        return self.of(*SEEKING)

    @property
    def matched(self) -> int:
        """Needs that have found a helper, at any later step."""
        return self.of(*MATCHED)

    @property
    def under_way(self) -> int:
        """Needs that have a helper and are not solved yet."""
        return self.of(*UNDER_WAY)

    @property
    def solved(self) -> int:
        """Needs that were solved, whether confirmed or not."""
        return self.of(*SOLVED)

    @property
    def confirmed(self) -> int:
        """Needs whose solution the enterprise has confirmed."""
        return self.of(S.CONFIRMED)

    def of(self, *states: str) -> int:
        """Needs in any of ``states``."""
        return sum(self.by_state.get(state, 0) for state in states)


def count_needs(season: Season | None) -> Counts:
    """Count the public needs of the year of the season, of all years without one; in one query."""
    by_state, by_region = Counter[str](), Counter[str]()
    needs = listed_needs()
    if season is not None:
        needs = needs.filter(season__in=Season.objects.filter(year=season.year).order_by())
    found = needs.order_by().values_list("state", "region_id").annotate(n=Count("pk"))
    for state, region, n in found:
        by_state[state] += n
        by_region[region] += n
    return Counts(dict(by_state), dict(by_region))


def listed_needs() -> NeedQuerySet:
    """The public needs of the province that is shown."""
    return Need.objects.public().filter(shown_here("home_union"))


def count_new() -> int:
    """How many public needs were listed since Monday."""
    return listed_needs().filter(listed_at__gte=monday()).count()


def monday() -> datetime:
    """The beginning of this week, in local time."""
    now = timezone.localtime()
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return start - timedelta(days=now.weekday())


def count_helpers() -> tuple[dict[str, int], dict[str, int]]:
    """Numbers of active helpers by kind, and of artisans by region code (empty if unknown)."""
    by_kind, by_region = Counter[str](), Counter[str]()
    on_roll = Helper.objects.filter(shown_here(), is_active=True).order_by()
    for kind, region, n in on_roll.values_list("kind", "region_id").annotate(n=Count("pk")):
        by_kind[kind] += n
        if kind == HelperKind.ARTISAN:
            by_region[region or ""] += n
    return dict(by_kind), dict(by_region)


def latest_needs() -> QuerySet[Need]:
    """The public needs listed last."""
    return listed_needs().with_details().order_by("-listed_at", "-pk")[:LATEST]


def latest_offers() -> QuerySet[Offer]:
    """The offers listed last."""
    listed = Offer.objects.listed().filter(shown_here("helper__union"))
    named = listed.select_related("helper__artisan", "helper__region__parent")
    return named.order_by("-listed_at", "-pk")[:LATEST]


def latest_cases() -> list[tuple[Case, Fact]]:
    """The cases published last, each with its result as a fact to show."""
    published = (
        Case.objects.published()
        .filter(shown_here("home_union"))
        .with_story()
        .order_by("-published_at", "-pk")[:3]
    )
    return [(case, result(case)) for case in published]


def exemplary_projects() -> list[Project]:
    """Up to five exemplary projects of the level of a province that are not over, newest first."""
    level = Q(level=ProjectLevel.PROVINCE) & ~Q(status=ProjectStatus.DONE)
    found = Project.objects.filter(level, shown_here()).with_details()
    return list(found.order_by("-registered_at", "-pk")[:5])


def latest_news() -> list[NewsItem]:
    """The news published last."""
    found = NewsItem.objects.published().filter(shown_here()).select_related("union")
    return list(found.order_by("-held_since", "-pk")[:3])
