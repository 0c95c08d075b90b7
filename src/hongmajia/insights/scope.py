"""The scope of figures: seasons, a union with all unions below it, and further filters.

Figures, pages of records and exports all select their records by a ``Scope``, so they agree.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hongmajia.core.key_lists import KeyList
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import Category, NeedState
from hongmajia.needs.models import Need
from hongmajia.services.enums import ActivityKind
from hongmajia.services.models import Activity
from hongmajia.unions.enums import Section
from hongmajia.unions.models import Province, Region, Season, Union

ALL_YEARS = "all"
"""Stands for all seasons in an address: ``?season=all``."""
UNCOUNTED = (NeedState.DRAFT, NeedState.WITHDRAWN)
"""States of needs that are not counted: not submitted, or withdrawn."""


@dataclass(frozen=True)
class Scope:
    """A selection of records; an empty field does not filter.

    ``place`` is the code of one county or city (``330521``), or the four digits that a city and
    all its counties share (``3305``). ``category`` and ``section`` (industry) are those of the
    need; an activity has those of the needs it served. ``since`` and ``until`` are inclusive days:
    of submission for a need, of the start for an activity, of confirmation for a confirmation.

    ``others`` are seasons whose records count beside those of ``season``, for figures of several
    years. Stages, time limits and targets are those of ``season``.

    ``beside`` are the seasons of other hosts in the years of the scope, for a union that runs none
    itself and has several hosts below it: the national union counts the year of each province.
    """

    season: Season
    union: Union
    place: str = ""
    category: int | None = None
    section: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    others: tuple[Season, ...] = ()
    beside: tuple[Season, ...] = ()

    # --- the records --------------------------------------------------------------------------

    def needs(self) -> QuerySet[Need]:
        """Needs worked on under the union, without drafts and withdrawn ones."""
        return self.needs_anywhere().filter(self.at("region"))

    def needs_anywhere(self) -> QuerySet[Need]:
        """``needs`` without the filter by place."""
        return self._submitted(self.of_need())

    def asked(self) -> QuerySet[Need]:
        """Needs stated under the union in these seasons, wherever they are worked on."""
        return self.asked_anywhere().filter(self.at("region"))

    def asked_anywhere(self) -> QuerySet[Need]:
        """``asked`` without the filter by place."""
        first = self.in_season("asked_in") | (self.in_season() & Q(asked_in=None))
        under = Q(home_union__in=self.unions())
        return self._submitted(first & under & self._narrowed(""))

    def _submitted(self, which: Q) -> QuerySet[Need]:
        found = Need.objects.filter(which).exclude(state__in=UNCOUNTED)
        return found.filter(self.during("submitted_at"))

    def engagements(self) -> QuerySet[Engagement]:
        """Engagements for needs of the scope, whatever the day on which those were submitted."""
        return Engagement.objects.filter(self.of_need("need__"), self.at("need__region"))

    def activities(self) -> QuerySet[Activity]:
        """Activities held that were organised by the union or one below it."""
        return self.activities_anywhere().filter(self.at("region"))

    def activities_anywhere(self) -> QuerySet[Activity]:
        """``activities`` without the filter by place."""
        if self.category or self.section:
            return Activity.objects.filter(pk__in=KeyList(self._treating))
        return self._held()

    def _held(self) -> QuerySet[Activity]:
        held = Activity.objects.held().filter(self.in_season(), union__in=self.unions())
        held = held.filter(self.during("starts_at"))
        return held.filter(kind=self.kind) if self.kind else held

    @cached_property
    def _treating(self) -> list[int]:
        """Keys of the activities for needs of the category and industry.

        Looked up once, since a dozen figures are counted from them.
        """
        treating = Activity.engagements.through.objects.filter(activity=OuterRef("pk"))
        # EXISTS and not IN: SQLite would look up every union × every key.
        there = Exists(treating.filter(self._narrowed("engagement__need__")))
        return list(self._held().filter(there).order_by().values_list("pk", flat=True))

    def unions(self) -> QuerySet[Union]:
        """The union and all below it, as a subquery."""
        return Union.objects.filter(path__startswith=self.union.path).order_by().values("pk")

    # --- conditions ---------------------------------------------------------------------------

    def of_need(self, to: str = "") -> Q:
        """Filter by season, union, category and industry of the need; ``to`` is a lookup prefix."""
        under = Q(**{f"{to}home_union__in": self.unions()})
        return self.in_season(f"{to}season") & under & self._narrowed(to)

    def in_season(self, season: str = "season") -> Q:
        """Filter by the seasons on the field ``season``."""
        if not (self.others or self.beside):
            return Q(**{season: self.season})
        return Q(**{f"{season}__in": self.seasons})

    @property
    def seasons(self) -> list[Season]:
        """All seasons of the scope, the latest first."""
        return sorted([self.season, *self.others, *self.beside], key=lambda season: -season.year)

    def each_year(self) -> "list[Scope]":
        """The scope of each of its years, the earliest first."""
        years: dict[int, list[Season]] = {}
        for season in reversed(self.seasons):
            years.setdefault(season.year, []).append(season)
        return [
            replace(self, season=first, others=(), beside=tuple(more))
            for first, *more in years.values()
        ]

    @property
    def hosts_of_year(self) -> list[Season]:
        """The season of ``season``'s year of each host."""
        return [one for one in self.seasons if one.year == self.season.year]

    def _narrowed(self, to: str) -> Q:
        condition = Q()
        if self.category:
            condition &= Q(**{f"{to}category": self.category})
        if self.section:
            condition &= Q(**{f"{to}enterprise__section": self.section})
        return condition

    def at(self, region: str) -> Q:
        """Filter by place on the field ``region``."""
        if not self.place:
            return Q()
        if len(self.place) in (2, 4):
            return Q(**{f"{region}__adcode__startswith": self.place})
        return Q(**{region: self.place})

    def during(self, moment: str) -> Q:
        """Filter by days on the date-time field ``moment``."""
        condition = Q()
        if self.since:
            condition &= Q(**{f"{moment}__gte": _midnight(self.since)})
        if self.until:
            condition &= Q(**{f"{moment}__lt": _midnight(self.until + timedelta(days=1))})
        return condition

    def on_days(self, day: str) -> Q:
        """Filter by days on the date field ``day``."""
        condition = Q(**{f"{day}__gte": self.since}) if self.since else Q()
        return condition & Q(**{f"{day}__lte": self.until}) if self.until else condition

    # --- the address --------------------------------------------------------------------------

    @property
    def is_narrowed(self) -> bool:
        """Whether a filter beyond season and union is set; targets exist for those two only."""
        return bool(self.others) or any(self._choices().values())

    def address(self, **changes: Any) -> str:
        """The query string, such as ``?season=1&union=3&place=3305``, with ``changes`` applied."""
        there = replace(self, **changes) if changes else self
        season = ALL_YEARS if there.others else there.season.pk
        query = {"season": season, "union": there.union.pk, **there._choices()}
        return f"?{urlencode({key: value for key, value in query.items() if value})}"

    def _choices(self) -> dict[str, Any]:
        return {
            "place": self.place, "category": self.category, "section": self.section,
            "kind": self.kind, "since": self.since and self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
        }  # fmt: skip

    def choices_in_words(self) -> Iterator[tuple[str, str]]:
        """Each filter set, in words, with the query string that removes it."""
        if self.others:
            yield _("历年"), self.address(others=())
        if self.place:
            yield self.place_name, self.address(place="")
        if self.category:
            yield Category(self.category).short, self.address(category=None)
        if self.section:
            yield str(Section(self.section).label), self.address(section="")
        if self.kind:
            yield str(ActivityKind(self.kind).label), self.address(kind="")
        if self.since or self.until:
            days = f"{self.since or ''} – {self.until or ''}".strip()
            yield days, self.address(since=None, until=None)

    @property
    def period(self) -> str:
        """The name of the season; the years from the first to the last where there are several."""
        if not self.others:
            year = _("%(year)s年（各省）") % {"year": self.season.year}
            return year if self.beside else self.season.name
        last, *_between, first = self.seasons
        return _("%(first)s—%(last)s年") % {"first": first.year, "last": last.year}

    @property
    def place_name(self) -> str:
        """Name of the province or region at ``place``; empty without one."""
        rows = Province.objects.all() if len(self.place) == 2 else Region.objects.all()
        found = rows.filter(pk=self.place.ljust(6, "0")).first()
        return found.name if found else ""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
