"""The tally of a user, kept in each process until anything that it counts has been written.

A kept tally is right as long as no table of its statement was written, which the database itself
notes (``core.write_marks``), the user's roles are the same, and the minute is: time limits pass
without a write (ADR 0121).
"""

from collections.abc import Hashable
from typing import Any

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from hongmajia.core.write_marks import mark_of

from .waiting import Tally, tally_of

DESK = "desk"
"""The name of the mark that each write to a table of the tally's statement leaves."""
KEPT_SECONDS = 60


def current_tally(user: Any) -> Tally:
    """``tally_of(user)``, counted again only where it may have changed.

    Within a transaction it is counted: what is seen there may be undone.
    """
    if not user.is_authenticated or within_transaction():
        return tally_of(user)
    state = _state_of(user)
    kept: tuple[Hashable, Tally] | None = caches["tallies"].get(user.pk)
    if kept is not None and kept[0] == state:
        return kept[1]
    found = tally_of(user)
    caches["tallies"].set(user.pk, (state, found), KEPT_SECONDS)
    return found


def within_transaction() -> bool:
    """Whether what is read may be undone."""
    return connection.in_atomic_block


def _state_of(user: Any) -> Hashable:
    """All on which the tally depends. Read before counting: what is written meanwhile counts as
    written afterwards, and the tally is counted once more.
    """
    minute = timezone.now().replace(second=0, microsecond=0)
    return mark_of(DESK), tuple(user.grants), minute
