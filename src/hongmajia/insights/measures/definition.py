"""The definition of an indicator: its words, its records, and how they are aggregated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, QuerySet, Value

from hongmajia.unions.enums import Stage

from ..enums import Aggregate
from ..scope import Scope

ONE = Value(1)


@dataclass(frozen=True)
class Measure:
    """One indicator (指标), always computed from ``records``.

    ``amount`` is a database expression for what one record counts; ``aggregate`` tells whether the
    figure is the sum of the amounts or their mean. ``region`` is the lookup from a record to its
    region code, ``register`` the name of the register that lists its records. ``definition`` is
    shown to everybody. A measure with the name of a ``unions.Indicator`` is compared with that
    target, which is due by the end of ``stage``.
    """

    name: str
    label: Any
    unit: Any
    definition: Any
    records: Callable[[Scope], QuerySet[Any]]
    register: str
    region: str
    amount: Any = ONE
    aggregate: Aggregate = Aggregate.TOTAL
    stage: Stage = Stage.SERVE
    short: Any = ""
    """Heading of a narrow column."""
    among: Callable[[Scope], QuerySet[Any]] | None = None
    """The records of which ``records`` are those that meet ``condition``, where other measures
    count among the same: ``Tally`` reads these once for all of them."""
    condition: Any = None
    """A condition, or a function that makes one where it depends on the time."""
    group: str = ""
    """The group of people whose heads it counts; all groups are counted together."""
    union: str = ""
    """The lookup from a record to the path of the union for which it counts; empty where a record
    may count for several, as an enterprise does that two unions served."""
    several: Callable[[Scope], Sequence[QuerySet[Any]]] | None = None
    """Pairs of the path of a union and the key of a record that counts for it, where ``union`` is
    empty; of several querysets, which may name the same pair."""
    is_once: bool = False
    """Whether a record of several seasons counts once in all of them together."""

    @property
    def condition_now(self) -> Any:
        """The condition as it is at this moment."""
        return self.condition() if callable(self.condition) else self.condition

    @property
    def counts_records(self) -> bool:
        """Whether the figure is the number of records."""
        return self.amount is ONE

    def value(self, count: int, amount: float) -> float | None:
        """The figure of ``count`` records with amounts that sum to ``amount``, or ``None``."""
        if self.aggregate == Aggregate.TOTAL:
            return amount
        return amount / count if count else None


class DaysBetween(Func):
    """Database function: days between two date-time fields, with fractions."""

    def __init__(self, start: str, end: str, **options: Any) -> None:
        super().__init__(F(end), F(start), **options)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(julianday(%(expressions)s))"
        return self.as_sql(
            compiler, connection, template=template, arg_joiner=") - julianday(", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(EXTRACT(EPOCH FROM (%(expressions)s)) / 86400.0)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)
