"""What an indicator is: a definition in words, its records, and what each of them counts for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, QuerySet, Value

from hongmajia.unions.enums import Stage

from ..enums import How
from ..scope import Scope

ONE = Value(1)


@dataclass(frozen=True)
class Measure:
    """One indicator (指标). There is no figure beside these: all are summed from ``records``.

    ``amount`` is what one record counts for; the figure is the sum of the amounts, or what they
    make of each record on average. ``region`` leads from a record to the code of its place,
    ``register`` names how its records are written down. A measure called like a
    ``unions.Indicator`` is held against that target, which is due by the end of ``stage``.
    """

    name: str
    label: Any
    unit: Any
    definition: Any
    records: Callable[[Scope], QuerySet[Any]]
    register: str
    region: str
    amount: Any = ONE
    how: How = How.TOTAL
    stage: Stage = Stage.SERVE
    short: Any = ""
    """what it is called at the head of a narrow column"""

    @property
    def counts_records(self) -> bool:
        """Whether the figure is simply how many records there are."""
        return self.amount is ONE

    def value(self, count: int, amount: float) -> float | None:
        """The figure of ``count`` records that together make ``amount``; ``None``: of nothing."""
        if self.how == How.TOTAL:
            return amount
        return amount / count if count else None


class DaysBetween(Func):
    """Days from one moment to another, with their fraction."""

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
