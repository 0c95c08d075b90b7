"""One search over all kinds of records: the tabs with their counts, and a page of one of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString

from hongmajia.core.paging import Page, page_by_key
from hongmajia.core.passages import marked, passage
from hongmajia.core.search import words_of_query
from hongmajia.core.search_kinds import (
    MOST_COUNTED,
    Hit,
    SearchKind,
    count_kinds,
)
from hongmajia.unions.visiting import of_province, shown_for
from hongmajia.unions.years import ALL, YearLink, Years

ROWS = 20


class Tab(NamedTuple):
    """A kind with the number of records found, and where they are shown.

    ``total`` is ``MOST_COUNTED`` if there are that many or, with ``is_cut``, more.
    """

    kind: SearchKind
    total: int
    is_cut: bool
    address: str
    is_chosen: bool


class Row(NamedTuple):
    """A record as the page shows it, with the words marked."""

    title: SafeString | str
    text: SafeString | str
    hit: Hit


@dataclass(frozen=True)
class Search:
    """What a reader looks for: words, and a kind and a year if they chose one."""

    reader: Any
    words: str
    query: QueryDict

    @cached_property
    def years(self) -> Years:
        """The chosen year; all years unless one is chosen."""
        years = Years.of(self.query)
        asked = self.query.get("year", "")
        known = asked.isdecimal() and int(asked) in years.seasons
        return years if known else years.chosen(ALL)

    @cached_property
    def tabs(self) -> list[Tab]:
        """Every kind with the number of records found; counted by two queries."""
        counted = count_kinds(self.words, self.found) if words_of_query(self.words) else []
        wanted = self.query.get("kind", "")
        first = next((kind.name for kind, count in counted if count), "")
        chosen = wanted if wanted in {kind.name for kind, _count in counted} else first
        return [
            Tab(
                kind,
                min(count, MOST_COUNTED),
                count > MOST_COUNTED,
                self.address(kind=kind.name, year=self.query.get("year", "")),
                kind.name == chosen,
            )
            for kind, count in counted
        ]

    @cached_property
    def chosen(self) -> Tab | None:
        """The tab that is shown; ``None`` if nothing was found and none was chosen."""
        return next((tab for tab in self.tabs if tab.is_chosen), None)

    @property
    def has_found(self) -> bool:
        """Whether there is a record of any kind."""
        return any(tab.total for tab in self.tabs)

    @cached_property
    def page(self) -> Page[Any]:
        """One page of the chosen kind, the newest first."""
        if self.chosen is None:
            return Page([], "")
        found, field = self.found(self.chosen.kind), "pk"
        if self.is_dated:
            field = self.chosen.kind.dated
        return page_by_key(found, field, self.query.get("after", ""), ROWS)

    @property
    def is_dated(self) -> bool:
        """Whether the newest by date come first: very many are read in the order of their keys."""
        tab = self.chosen
        return tab is not None and not tab.is_cut and tab.kind.dated != "pk"

    @cached_property
    def rows(self) -> list[Row]:
        """The records of the page."""
        if self.chosen is None:
            return []
        hits = [self.chosen.kind.hit(row, self.reader) for row in self.page.rows]
        return [
            Row(
                marked(hit.title, self.words),
                marked(passage(hit.texts, self.words), self.words),
                hit,
            )
            for hit in hits
        ]

    def found(self, kind: SearchKind) -> QuerySet[Any]:
        """The records of a kind: of the year, and of the province that the page shows."""
        if kind.name not in self._found:
            here = of_province(shown_for(self.query), kind.union) if kind.union else Q()
            rows = kind.rows(self.words, self.reader)
            self._found[kind.name] = rows.filter(here, self._of_year(kind))
        return self._found[kind.name]

    @cached_property
    def _found(self) -> dict[str, QuerySet[Any]]:
        """What ``found`` gave: to put the question of rights takes longer than to answer it."""
        return {}

    def _of_year(self, kind: SearchKind) -> Q:
        if kind.season:
            return self.years.of_season(kind.season)
        return self.years.on_day(kind.day) if kind.day else Q()

    @property
    def year_links(self) -> list[YearLink]:
        """The years to choose from, the latest first; none where the kind has no year."""
        if self.chosen is None or not self.chosen.kind.has_year or not self.years.seasons:
            return []
        kind = self.chosen.kind.name
        values = [*map(str, self.years.seasons), ""]
        there = [(value, self.years.chosen(value or ALL)) for value in values]
        return [
            YearLink(one.label, self.address(kind=kind, year=value), one.year == self.years.year)
            for value, one in there
        ]

    @property
    def list_address(self) -> str:
        """The list of the chosen kind with the same words, where it can be narrowed further."""
        tab = self.chosen
        if tab is None or not tab.kind.listed:
            return ""
        return f"{reverse(tab.kind.listed)}?{urlencode({'q': self.words, 'year': 'all'})}"

    def address(self, **chosen: str) -> str:
        """The address of the search with another choice; empty values are left out."""
        query = {"q": self.words, **{name: value for name, value in chosen.items() if value}}
        return f"{reverse('search')}?{urlencode(query)}"
