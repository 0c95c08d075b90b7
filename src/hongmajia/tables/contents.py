"""What a cell can take, and what it is worth: an indicator of a union and a period, or words."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.insights.enums import Aggregate
from hongmajia.insights.hosts import beside_of
from hongmajia.insights.measures import ALL, BY_NAME, Measure
from hongmajia.insights.models import ReportedTotal
from hongmajia.insights.queries import Tally, format_value
from hongmajia.insights.scope import Scope
from hongmajia.unions.models import Union

from .enums import Period, Words
from .models import BlankCell, Filling
from .workbooks import Share


def choices() -> list[tuple[str, Any]]:
    """All contents: indicators with their units, then words."""
    measures = [(measure.name, measure.label) for measure in ALL]
    return [*measures, *Words.choices]


def label_of(content: str) -> str:
    """The name of a content."""
    measure = BY_NAME.get(content)
    return str(measure.label if measure else Words(content).label)


@dataclass(frozen=True)
class Value:
    """What a cell takes: the plain value, as text, and where it comes from.

    ``plain`` is ``None`` if there is no such number. ``address`` leads to the records; ``source``
    is the paper of a number that was reported without records.
    """

    plain: Any
    text: str
    address: str = ""
    source: str = ""


class Values:
    """The values of a filling; each combination of union and period is counted once."""

    def __init__(self, filling: Filling, today: date | None = None) -> None:
        self.filling, self.season = filling, filling.season
        self.today = today or timezone.localdate()
        self._tallies: dict[Scope, Tally] = {}

    def of(self, cell: BlankCell) -> Value:
        """The value of one cell."""
        measure = BY_NAME.get(cell.content)
        if measure is None:
            words = self._words(Words(cell.content))
            return Value(words, words)
        union = cell.of or self.filling.table.union
        scope = self._scope(union, Period(cell.period))
        if scope is None:
            return self._reported(measure, union)
        tally = self._tally(scope)
        value = tally.value(measure)
        count, _amount = tally.sums(measure)
        address = reverse("records", args=[measure.name]) + scope.address() if count else ""
        return Value(_plain(measure, value), format_value(measure, value), address)

    def _scope(self, union: Union, period: Period) -> Scope | None:
        """The records of a union and a period; ``None`` for a year before this system."""
        scope = Scope(self.season, union, beside=beside_of(self.season, union))
        if period == Period.DAYS:
            return replace(scope, since=self.filling.since, until=self.filling.until)
        if period == Period.ALL:
            return replace(scope, others=self._earlier)
        if period == Period.BEFORE:
            before = next(iter(self._earlier), None)
            is_next = before is not None and before.year == self.season.year - 1
            return replace(scope, season=before) if before and is_next else None
        return scope

    @cached_property
    def _earlier(self) -> tuple[Any, ...]:
        return tuple(self.season.union.seasons.filter(year__lt=self.season.year))

    def _tally(self, scope: Scope) -> Tally:
        if scope not in self._tallies:
            self._tallies[scope] = Tally(scope, ALL)
        return self._tallies[scope]

    def _reported(self, measure: Measure, union: Union) -> Value:
        """The total that the union reported for the year before."""
        found = ReportedTotal.objects.filter(
            union=union, year=self.season.year - 1, indicator=measure.name
        ).first()
        if found is None:
            return Value(None, _("没有数"))
        amount = float(found.amount)
        return Value(_plain(measure, amount), format_value(measure, amount), source=found.source)

    def _words(self, words: Words) -> str:
        """The words of a cell; days as ``2026-05-14``."""
        if words == Words.PERIOD:
            return f"{self.filling.since or ''} – {self.filling.until or ''}".strip(" –") or str(
                self.season.name
            )
        owner = self.filling.owner
        return {
            Words.UNION: self.filling.table.union.name,
            Words.YEAR: str(self.season.year),
            Words.DAY: self.today.isoformat(),
            Words.BY: owner.display_name if owner else "",
        }[words]


def _plain(measure: Measure, value: float | None) -> Any:
    """A whole number without a point; a share as ``Share``."""
    if value is None:
        return None
    if measure.aggregate == Aggregate.SHARE:
        return Share(round(value, 4))
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
