"""Figures of several years: the sum of all, and each year beside the others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from hongmajia.services.enums import ActivityKind

from .enums import Aggregate
from .history import MEASURES, ImportedYear, imported_years
from .measures import BY_NAME, SESSIONS, STANDARD, Measure
from .models import ReportedTotal
from .queries import Places, Row, Sums, Tally, format_value
from .scope import Scope
from .summaries import held_by_kind


@dataclass(frozen=True)
class Bar:
    """The figure of one year; ``height`` is its share of the greatest, in percent.

    A year before this system has the ``source`` of its total instead of an address. What was
    imported from a ledger stands apart, also in a year with counted records.
    """

    year: int
    value: float | None
    words: str
    height: float
    address: str = ""
    source: str = ""
    is_imported: bool = False


@dataclass(frozen=True)
class Series:
    """One indicator over the years; ``value`` is counted from the records of all of them."""

    measure: Measure
    count: int
    value: float | None
    address: str
    bars: list[Bar]
    notes: list[str]


@dataclass(frozen=True)
class KindRow:
    """The activities of one kind: their number in each year, with its query string, and in all."""

    label: str
    cells: list[tuple[int, str]]
    total: int


KEPT_SECONDS = 600
"""How long the tally of a closed year is kept. Its own records cannot change; what enterprises and
unions are called, where they belong and what size they have can."""


def tally_of_year(scope: Scope) -> Tally:
    """The tally of one year; that of a closed year is counted every ten minutes only."""
    if not all(season.is_closed for season in scope.seasons):
        return Tally(scope, STANDARD)
    closed = "-".join(f"{one.pk}.{one.closed_at:%Y%m%d%H%M%S%f}" for one in scope.seasons)
    key = f"closed-year-{closed}-{scope.address()}"
    kept: Any = cache.get_or_set(key, lambda: Tally(scope, STANDARD), KEPT_SECONDS)
    return Tally(scope, STANDARD) if kept is None else kept


class Whole(Tally):
    """The tally of all seasons: added up, but for what counts once however many years it comes."""

    def __init__(self, scope: Scope, tallies: Sequence[Tally]) -> None:
        super().__init__(scope, [measure for measure in STANDARD if measure.is_once])
        for measure in STANDARD:
            if not measure.is_once:
                self.places[measure.name] = added_up(
                    tally.places[measure.name] for tally in tallies
                )


def added_up(by_place: Iterable[dict[str, Sums]]) -> dict[str, Sums]:
    """Count and amount of each place, added up."""
    found: dict[str, Sums] = {}
    for places in by_place:
        for place, (count, amount) in places.items():
            before = found.get(place, (0, 0.0))
            found[place] = (before[0] + count, before[1] + amount)
    return found


class Yearly:
    """The figures of a scope of several seasons, each season counted by one query."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.scopes = scope.each_year()
        self.seasons = [each.season for each in self.scopes]
        self.tallies = [tally_of_year(each) for each in self.scopes]
        self.whole = Whole(scope, self.tallies)

    @cached_property
    def reported(self) -> dict[str, list[ReportedTotal]]:
        """The reported totals of the union by indicator, the earliest first.

        None where the scope is filtered: nobody knows what part of them the filter leaves.
        """
        found: dict[str, list[ReportedTotal]] = {}
        if replace(self.scope, others=()).is_narrowed:
            return found
        for total in ReportedTotal.objects.filter(union=self.scope.union).order_by("year"):
            found.setdefault(total.indicator, []).append(total)
        return found

    @cached_property
    def imported(self) -> list[ImportedYear]:
        """The years with rows of imported ledgers; none where the scope is filtered."""
        is_narrowed = replace(self.scope, others=()).is_narrowed
        return [] if is_narrowed else imported_years(self.scope.union)

    def _imported(self, measure: Measure) -> list[tuple[int, float]]:
        """(year, sum) of the imported rows for an indicator that they have."""
        if (name := MEASURES.get(measure.name)) is None:
            return []
        return [(one.year, one.amounts[name]) for one in self.imported if one.amounts[name]]

    def series(self, measures: Sequence[Measure] = STANDARD) -> list[Series]:
        """Each indicator with a bar for each year."""
        return [self._one(measure) for measure in measures]

    def _one(self, measure: Measure) -> Series:
        reported = self.reported.get(measure.name, [])
        values = [tally.value(measure) for tally in self.tallies]
        imported = self._imported(measure)
        # A total of several years has no bar: it is no number of its last year.
        of_one_year = [total for total in reported if not total.first_year]
        told = [*(float(total.amount) for total in of_one_year), *(n for _year, n in imported)]
        most = max([*told, *(v or 0 for v in values)])
        bars = [_reported_bar(measure, total, most) for total in of_one_year]
        bars += [self._imported_bar(measure, year, n, most) for year, n in imported]
        bars += [
            Bar(
                season.year, value, format_value(measure, value), _share(value, most),
                scope.address() if value else "",
            )
            for season, scope, value in zip(self.seasons, self.scopes, values, strict=True)
        ]  # fmt: skip
        bars.sort(key=lambda bar: bar.year)
        count, _amount = self.whole.sums(measure)
        value = self.whole.value(measure)
        notes = self._notes(measure, value, values, reported)
        if imported:
            notes.append(_imported_note(measure, value, sum(n for _year, n in imported)))
        return Series(measure, count, value, self.scope.address(), bars, notes)

    def _imported_bar(self, measure: Measure, year: int, amount: float, most: float) -> Bar:
        words, share = format_value(measure, amount), _share(amount, most)
        address = f"?union={self.scope.union.pk}&year={year}&of={MEASURES[measure.name]}"
        return Bar(year, amount, words, share, address, is_imported=True)

    def _notes(
        self,
        measure: Measure,
        value: float | None,
        values: list[float | None],
        reported: list[ReportedTotal],
    ) -> list[str]:
        """What the sum does not say by itself: what is not in it, and what it counts once."""
        if measure.aggregate != Aggregate.TOTAL:
            return []
        notes, added = [], sum(each or 0 for each in values)
        if reported:
            extra = sum(float(total.amount) for total in reported)
            words = {"sum": format_value(measure, (value or 0) + extra)}
            notes.append(_("加上往年上报的，共%(sum)s") % words)
        if added != (value or 0):
            notes.append(_("去重；各年相加是%(sum)s") % {"sum": format_value(measure, added)})
        return notes

    def kinds(self) -> list[KindRow]:
        """The activities of each kind by year."""
        return [self._of_kind(kind) for kind in ActivityKind]

    def _of_kind(self, kind: ActivityKind) -> KindRow:
        cells = [
            (sum(self._held[each.pk, kind.value] for each in scope.seasons),
             scope.address(kind=kind.value))
            for scope in self.scopes
        ]  # fmt: skip
        return KindRow(str(kind.label), cells, sum(n for n, _address in cells))

    @cached_property
    def _held(self) -> Counter[tuple[int, str]]:
        """(season, kind) → activities held; one query for all years."""
        return held_by_kind(self.scope)

    def places(self) -> list[tuple[str, list[Row]]]:
        """Each place with its number of activities in each year, then in all; the total first."""
        whole = Places(self.scope)
        columns = [
            {row.label: row for row in whole.of(scope).rows(tally, [SESSIONS])}
            for scope, tally in zip(self.scopes, self.tallies, strict=True)
        ]
        columns.append({row.label: row for row in whole.rows(self.whole, [SESSIONS])})
        return [
            (label, [column.get(label, Row(label, [])) for column in columns])
            for label in columns[-1]
        ]

    def told(self) -> list[tuple[Measure, ReportedTotal]]:
        """The reported totals with their indicators, the latest year first."""
        found = [total for totals in self.reported.values() for total in totals]
        found.sort(key=lambda total: -total.year)
        return [(BY_NAME[total.indicator], total) for total in found]


def _imported_note(measure: Measure, value: float | None, extra: float) -> str:
    """What a sum does not have of imported ledgers, in words; nobody adds it up unasked."""
    words = {
        "extra": format_value(measure, extra), "sum": format_value(measure, (value or 0) + extra),
    }  # fmt: skip
    return _("另有往年台账导入的%(extra)s，没有加进来；加上共%(sum)s") % words


def _reported_bar(measure: Measure, total: ReportedTotal, most: float) -> Bar:
    value = float(total.amount)
    return Bar(
        total.year, value, format_value(measure, value), _share(value, most), source=total.source
    )


def _share(value: float | None, most: float) -> float:
    return 100 * (value or 0) / most if most else 0.0
