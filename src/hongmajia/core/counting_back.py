"""For migrations: how deadlines stored before ``counted_…`` existed were counted."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from .deadlines import SpecialDays

BATCH = 1000


def count_back(rows: Any, stages: Mapping[str, str], special: SpecialDays) -> None:
    """Fill ``counted_…`` of ``rows``, whose deadlines count from ``held_since``.

    ``stages`` is state → the stage that its deadline waits for; other states are left alone.
    """
    known = rows.filter(state__in=stages, due_at__isnull=False)
    known = known.only("state", "held_since", "due_at")
    for row in known.iterator(chunk_size=BATCH):
        since, due = timezone.localdate(row.held_since), timezone.localdate(row.due_at)
        if due > since:
            rows.filter(pk=row.pk).update(
                counted_from=since,
                counted_days=workdays(since, due, special),
                counted_stage=stages[row.state],
            )


def workdays(start: date, end: date, special: SpecialDays) -> int:
    """The working days after ``start`` up to and including ``end``."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(special.get(day, day.weekday() < 5) for day in days)
