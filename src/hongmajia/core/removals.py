"""Which rows a program was given by a list and may no longer see: deleted, handed on, taken off.

What a program was given is kept (``ListedRow``), so it is told of those rows alone and learns
nothing of others (docs/adr/0095). The time at which a row was missed comes from the same counter
as ``as_of``, and is later than every ``as_of`` that was given before: nobody loses one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from .changes import tick
from .models import ListedRow, PendingChange

AT_ONCE = 5000
"""Rows that are written in one statement."""


def note_given(reader: Any, kind: str, keys: list[int]) -> None:
    """Keep that rows with these keys were given to the program ``reader``."""
    ListedRow.objects.filter(reader=reader, kind=kind, row_pk__in=keys).exclude(
        removed_at=None
    ).update(removed_at=None)
    rows = [ListedRow(reader=reader, kind=kind, row_pk=key) for key in keys]
    ListedRow.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


@dataclass(frozen=True)
class Gone:
    """A part of the rows that were missed; ``last`` is where the next part begins, if there is one.

    ``last`` is the time at which the last row of this part was missed, and its key.
    """

    rows: list[dict[str, Any]]
    last: tuple[datetime, int] | None


def removed_since(
    reader: Any,
    kind: str,
    visible: QuerySet[Any, Any],
    since: datetime,
    *,
    after: tuple[datetime, int] | None,
    limit: int,
) -> Gone:
    """The rows that were given to ``reader`` and were missed after ``since``, in that order.

    ``visible`` are all rows of the kind that they may see now. ``after`` is ``last`` of the part
    before, ``None`` for the first, which looks for rows that are missing now.
    """
    given = ListedRow.objects.filter(reader=reader, kind=kind)
    if after is None:
        _note_missed(given, visible.order_by().values("pk"))
        gone = given.filter(removed_at__gt=since)
    else:
        at, key = after
        gone = given.filter(removed_at__gte=at).filter(Q(removed_at__gt=at) | Q(row_pk__gt=key))
    ordered = gone.order_by("removed_at", "row_pk").values_list("row_pk", "removed_at")
    found = list(ordered[: limit + 1])
    rows: list[dict[str, Any]] = [{"id": row_pk, "at": at} for row_pk, at in found[:limit]]
    more = len(found) > limit
    return Gone(rows, (rows[-1]["at"], rows[-1]["id"]) if more else None)


def _note_missed(given: QuerySet[ListedRow], keys: QuerySet[Model, Any]) -> None:
    """Give a time to those missed since the last look, and have those that are back listed again.

    Rows that come back without having been written have no change of their own.
    """
    present = given.filter(removed_at=None)
    missed = list(present.exclude(row_pk__in=keys).values_list("pk", flat=True))
    away = given.exclude(removed_at=None)
    back = list(away.filter(row_pk__in=keys).values_list("kind", "row_pk"))
    if not (missed or back):
        return
    with transaction.atomic():
        at = tick()
        for begin in range(0, len(missed), AT_ONCE):
            part = ListedRow.objects.filter(pk__in=missed[begin : begin + AT_ONCE])
            part.filter(removed_at=None).update(removed_at=at)
        noted = [PendingChange(kind=kind, row_pk=row_pk) for kind, row_pk in back]
        PendingChange.objects.bulk_create(noted, batch_size=AT_ONCE)


def forget_before(moment: datetime) -> None:
    """Forget rows that were missed before ``moment``."""
    ListedRow.objects.filter(removed_at__lt=moment).delete()


def forget_readers(readers: QuerySet[Any, Any]) -> None:
    """Forget what was given to programs that do not ask any more."""
    ListedRow.objects.filter(reader__in=readers).delete()
