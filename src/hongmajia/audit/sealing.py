"""Sealing the event log: every minute the new events are closed in the next link of a chain."""

import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from hongmajia.core.models import Event

from .models import Seal

ROW = struct.Struct(">Q32s")
"""Key and mark of an event, as they stand in ``Seal.rows``."""
LATE = timedelta(hours=1)
"""A transaction that is longer writes events that no seal finds: ``verify`` names them."""
MOST = 20_000
"""Events of one seal."""


def seal_events() -> list[Seal]:
    """Seal the events that are in no seal yet, ``MOST`` a seal; return the new seals."""
    made = []
    while seal := _seal_next():
        made.append(seal)
        if seal.count < MOST:
            break
    return made


@transaction.atomic
def _seal_next() -> Seal | None:
    """The next seal, or ``None`` without new events.

    Two processes do not make the same one: the second waits for the lock, or, for the first seal of
    all, fails on its number.
    """
    last = Seal.objects.select_for_update().order_by("-number").first()
    rows = list(_unsealed())[:MOST]
    if not rows:
        return None
    number, made_at = (last.number + 1 if last else 1), timezone.now()
    previous = last.hash if last else ""
    packed = b"".join(ROW.pack(key, mark) for key, mark in rows)
    return Seal.objects.create(
        number=number, made_at=made_at, first=rows[0][0], last=rows[-1][0], count=len(rows),
        rows=packed, previous=previous, hash=hash_of(number, made_at, previous, packed),
    )  # fmt: skip


def _unsealed() -> Iterator[tuple[int, bytes]]:
    """Key and mark of each event that is in no seal, the oldest first.

    Transactions end in another order than they got their keys, so keys that were missing when the
    seals of the last hour were made are looked for again.
    """
    recent = list(Seal.objects.filter(made_at__gte=timezone.now() - LATE).order_by("number"))
    before = Seal.objects.filter(made_at__lt=timezone.now() - LATE).order_by("-last").first()
    sealed = {key for seal in recent for key, _ in rows_of(seal)}
    events = Event.objects.filter(pk__gt=before.last if before else 0).order_by("pk")
    for key, mark in events.values_list("pk", "mark").iterator(chunk_size=2000):
        if key not in sealed:
            yield key, bytes(mark)


def rows_of(seal: Seal) -> Iterator[tuple[int, bytes]]:
    """Key and mark of each event of the seal."""
    yield from ROW.iter_unpack(bytes(seal.rows))


def hash_of(number: int, made_at: datetime, previous: str, rows: bytes) -> str:
    """SHA-256 in hex over the previous hash, the number, the time and the rows of a seal."""
    head = f"{previous}|{number}|{made_at.astimezone(UTC).isoformat()}|"
    return sha256(head.encode() + rows).hexdigest()


def lines_of(seals: Iterable[Seal]) -> Iterator[str]:
    """A line for each seal, to be kept elsewhere: number, time, number of events, hash."""
    for seal in seals:
        yield f"{seal.number} {seal.made_at.astimezone(UTC).isoformat()} {seal.count} {seal.hash}"
