"""The year that a list shows, as it stands in the address: ``?year=2026``, ``?year=all``.

Without it a list shows the year of the present season, the latest that has begun.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.db.models import Min, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Season

ALL = "all"
PLACES_IN_A_LIST = ("after", "seen", "page", "tick")
"""Parameters that hold for the rows of one year: another year begins at its first row."""


@dataclass(frozen=True)
class Years:
    """The year that was chosen, and the years that there are, the latest first.

    ``year`` is ``None`` for all years. ``seasons`` are the keys of the seasons of each year, and
    ``present`` is the year of the present season, ``None`` before the first.
    """

    year: int | None
    present: int | None
    seasons: Mapping[int, tuple[int, ...]]

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> "Years":
        """The choice of a query string; an unknown year is dropped. One query."""
        begins = Min("stages__starts")
        rows = list(
            Season.objects.order_by("-year", "-pk").values_list("year", "pk").annotate(day=begins)
        )
        today = timezone.localdate()
        present = next((year for year, _pk, day in rows if day and day <= today), None)
        by_year = groupby(rows, key=lambda row: row[0])
        years = cls(present, present, {year: tuple(r[1] for r in found) for year, found in by_year})
        return years.chosen(query.get("year", ""))

    def chosen(self, value: str) -> "Years":
        """The same years with another choice: the value of ``?year=``."""
        if value == ALL:
            return replace(self, year=None)
        asked = next((year for year in self.seasons if str(year) == value), self.present)
        return replace(self, year=asked)

    @property
    def value(self) -> str:
        """The choice as the address has it; empty for the present year."""
        if self.year == self.present:
            return ""
        return ALL if self.year is None else str(self.year)

    @property
    def label(self) -> str:
        """The choice in words; empty as long as there is no season."""
        return label_of(self.year) if self.seasons else ""

    def titled(self, name: str) -> str:
        """The name of a table or a page with the year before it."""
        return _("%(year)s%(name)s") % {"year": self.label, "name": name} if self.label else name

    def of_season(self, field: str = "season") -> Q:
        """The condition for rows whose season, in ``field``, is of the chosen year."""
        return Q() if self.year is None else Q(**{f"{field}__in": self.seasons[self.year]})

    def on_day(self, field: str) -> Q:
        """The condition for rows whose day or moment, in ``field``, is in the chosen year."""
        return Q() if self.year is None else Q(**{f"{field}__year": self.year})


@dataclass(frozen=True)
class YearLink:
    """A link to the same page of another year."""

    label: str
    address: str
    is_chosen: bool


def label_of(year: int | None) -> str:
    """A year in words, or “all years”."""
    return _("历年") if year is None else _("%(year)s年") % {"year": year}


def year_links(years: Years, query: QueryDict) -> list[YearLink]:
    """Each year, the latest first, and all of them; the filters of the page stay as they are."""
    values = [str(year) for year in years.seasons]
    if len(values) > 1:
        values.append(ALL)
    return [_link(years.chosen(value), query, years) for value in values]


def _link(there: Years, query: QueryDict, here: Years) -> YearLink:
    kept = query.copy()
    for name in ("year", *PLACES_IN_A_LIST):
        kept.pop(name, None)
    if there.value:
        kept["year"] = there.value
    return YearLink(there.label, f"?{kept.urlencode()}", there.year == here.year)
