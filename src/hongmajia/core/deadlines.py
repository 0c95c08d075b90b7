"""Deadlines that remember how they were counted, so that they can be counted again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

SpecialDays = Mapping[date, bool]
"""Days that differ from Monday to Friday → whether they are working days."""


@dataclass(frozen=True)
class Columns:
    """The columns of a model that hold one deadline and how it was counted."""

    due_at: str = "due_at"
    since: str = "counted_from"
    days: str = "counted_days"
    stage: str = "counted_stage"
    """Empty for a deadline that waits for no stage."""


@dataclass(frozen=True)
class Deadline:
    """When something is due, and how that was counted, so that it can be counted again.

    A holiday declared later, or a stage moved, then moves the deadline (``unions.recounting``). One
    without ``days``, such as the last day of an apprenticeship, stays where it is.
    """

    due_at: datetime
    since: date | None = None
    """The day of the act from which the working days are counted."""
    days: int | None = None
    stage: str = ""
    """The stage of the season before whose opening nothing is counted."""

    def fields(self, columns: Columns = Columns()) -> dict[str, Any]:
        """The values of the columns, by default those of ``Counted``."""
        values = {columns.due_at: self.due_at, columns.since: self.since, columns.days: self.days}
        return values | ({columns.stage: self.stage} if columns.stage else {})


NO_DEADLINE: dict[str, Any] = {
    "due_at": None, "counted_from": None, "counted_days": None, "counted_stage": "",
}  # fmt: skip
"""The values of the columns of ``Counted`` when nothing is due."""


def clock_fields(due: Deadline | datetime | None) -> dict[str, Any]:
    """The columns of ``Counted`` for a counted deadline, a fixed time, or none."""
    if isinstance(due, datetime):
        due = Deadline(due)
    return due.fields() if due else dict(NO_DEADLINE)
