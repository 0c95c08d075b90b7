"""Which rows a program was given by a list and may no longer see: deleted, handed on, taken off.

What a program was given is kept (``ListedRow``), so it is told of those rows alone and learns
nothing of others (docs/adr/0095). The time at which a row was missed comes from the same counter
as ``as_of``, and is later than every ``as_of`` that was given before: nobody loses one.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

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


def removed_since(
    reader: Any, kind: str, visible: QuerySet[Any, Any], since: datetime
) -> list[dict[str, Any]]:
    """The rows that were given to ``reader`` and were missed after ``since``, in that order.

    ``visible`` are all rows of the kind that they may see now.
    """
    given = ListedRow.objects.filter(reader=reader, kind=kind)
    keys = visible.order_by().values("pk")
    _note_missed(given, keys)
    gone = given.filter(removed_at__gt=since).order_by("removed_at", "row_pk")
    return [{"id": row_pk, "at": at} for row_pk, at in gone.values_list("row_pk", "removed_at")]


def _note_missed(given: QuerySet[ListedRow], keys: QuerySet[Model, Any]) -> None:
    """Give a time to those missed since the last look, and have those that are back listed again.

    Rows that come back without having been written have no change of their own.
    """
    present = given.filter(removed_at=None)
    missed = list(present.exclude(row_pk__in=keys).values_list("pk", flat=True))
    back = list(given.exclude(removed_at=None).filter(row_pk__in=keys))
    if not (missed or back):
        return
    with transaction.atomic():
        at = tick()
        for begin in range(0, len(missed), AT_ONCE):
            part = ListedRow.objects.filter(pk__in=missed[begin : begin + AT_ONCE])
            part.filter(removed_at=None).update(removed_at=at)
        noted = [PendingChange(kind=row.kind, row_pk=row.row_pk) for row in back]
        PendingChange.objects.bulk_create(noted, batch_size=AT_ONCE)


def forget_before(moment: datetime) -> None:
    """Forget rows that were missed before ``moment``."""
    ListedRow.objects.filter(removed_at__lt=moment).delete()


def forget_readers(readers: QuerySet[Any, Any]) -> None:
    """Forget what was given to programs that do not ask any more."""
    ListedRow.objects.filter(reader__in=readers).delete()
