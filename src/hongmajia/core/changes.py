"""In which order rows were changed, so that a reader who asks for what is new misses nothing.

A column with the time of the last change would not do: a transaction that began earlier may commit
later, behind the back of a reader who has passed that time. So triggers of the database note each
row that is written, whichever way (actions, ``update``, imports, SQL), in the writing transaction
itself. Before a list is read, ``settle`` gives consecutive numbers to all that is committed by
then. Only one transaction at a time does this, so numbers become visible in their order
(docs/adr/0075).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from .models import Change, ChangeCounter, PendingChange

AT_ONCE = 5000
"""Rows that get their number in one statement."""
STEP = timedelta(milliseconds=1)
THE_ONE = 1
"""The key of the only row of ``ChangeCounter``."""


@dataclass(frozen=True)
class Tracked:
    """A kind of row that lists show, and what changes it.

    ``causes``: model → SQL that selects the keys of the rows changed when a row ``NEW`` of that
    model is written.
    """

    kind: str
    model: type[Model]
    causes: Mapping[type[Model], str]


_tracked: dict[str, Tracked] = {}


def track(kind: str, model: type[Model], causes: Mapping[type[Model], str] | None = None) -> None:
    """Let rows of ``model`` have an order of their changes; a room does so at start-up.

    ``causes`` are other models whose rows change what a list shows of it, or to whom.
    """
    own = {model: f"SELECT NEW.{model._meta.pk.column}"}
    _tracked[kind] = Tracked(kind, model, {**own, **(causes or {})})


def all_tracked() -> Iterable[Tracked]:
    """What was registered."""
    return _tracked.values()


def settle() -> datetime:
    """Number all changes that are committed, and return the time of the last numbering.

    All that is committed before the call has a number afterwards, and a time that is not later
    than the one returned. What is committed later gets a greater number and a later time.
    """
    if not PendingChange.objects.exists():
        found = ChangeCounter.objects.filter(pk=THE_ONE).values_list("at", flat=True).first()
        if found is not None:
            return found
    return _settle_now()


@transaction.atomic
def _settle_now() -> datetime:
    ChangeCounter.objects.get_or_create(pk=THE_ONE)
    counter = ChangeCounter.objects.select_for_update().get(pk=THE_ONE)
    pending = list(PendingChange.objects.order_by("pk").values_list("pk", "kind", "row_pk"))
    if pending:
        _number(counter, list(dict.fromkeys((kind, row) for _pk, kind, row in pending)))
        _forget([pk for pk, _kind, _row in pending])
    return counter.at


@transaction.atomic
def tick() -> datetime:
    """A time that is later than every one that ``settle`` has returned so far."""
    _settle_now()
    counter = ChangeCounter.objects.select_for_update().get(pk=THE_ONE)
    counter.at = max(_whole_ms(timezone.now()), _whole_ms(counter.at + STEP))
    counter.save()
    return counter.at


def _number(counter: ChangeCounter, changed: list[tuple[str, int]]) -> None:
    """Give consecutive numbers, and one time that is later than the last."""
    at = max(_whole_ms(timezone.now()), _whole_ms(counter.at + STEP))
    rows = [
        Change(kind=kind, row_pk=row, number=number, at=at)
        for number, (kind, row) in enumerate(changed, start=counter.number + 1)
    ]
    Change.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "row_pk"],
        update_fields=["number", "at"],
    )
    counter.number, counter.at = counter.number + len(rows), at
    counter.save()


def _whole_ms(moment: datetime) -> datetime:
    """The first whole millisecond from ``moment`` on: JSON carries no more digits."""
    return moment + timedelta(microseconds=-moment.microsecond % 1000)


def _forget(keys: list[int]) -> None:
    for begin in range(0, len(keys), AT_ONCE):
        PendingChange.objects.filter(pk__in=keys[begin : begin + AT_ONCE]).delete()
