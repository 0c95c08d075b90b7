"""What the user's unions asked of unions below, which have still time: circulars, supervisions.

The desk shows it folded, beside ``others``. The statement of the tally says whether there is any.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone

from . import circulars, supervisions
from .kinds import Row

SOURCES: dict[str, Any] = {
    "awaited_circulars": circulars.Awaited(),
    "awaited_supervisions": supervisions.Awaited(),
}
"""Name in the statement of the tally → what waits for unions below."""


def awaited_rows(user: Any, names: frozenset[str]) -> list[Row]:
    """The rows of the sources with these names, the first due at the top."""
    now: datetime = timezone.now()
    rows = [
        row for name, source in SOURCES.items() if name in names for row in source.rows(user, now)
    ]
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at))
