"""Sealing the event log: every minute the new events are closed in the next link of a chain."""

import hmac
import re
import struct
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from hongmajia.core.event_marks import log_key
from hongmajia.core.models import Event

from .models import Seal

ROW = struct.Struct(">Q32s")
"""Key and mark of an event, as they stand in ``Seal.rows``."""
LATE = timedelta(hours=1)
"""A transaction that is longer writes events that no seal finds: ``verify`` names them."""
LINE = re.compile(r"[0-9]+ \S+ [0-9]+ [0-9a-f]{64}")
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
    """The next seal, or ``None`` without new events. Of two processes the second waits."""
    # After the wait there may be a later one than that which was locked.
    list(Seal.objects.select_for_update().order_by("-number").values("pk")[:1])
    last = Seal.objects.newest()
    rows = list(islice(_unsealed(last), MOST))
    if not rows:
        return None
    number, made_at = (last.number + 1 if last else 1), timezone.now()
    previous = last.hash if last else ""
    packed = b"".join(ROW.pack(key, mark) for key, mark in rows)
    return Seal.objects.create(
        number=number, made_at=made_at, first=rows[0][0], last=rows[-1][0], count=len(rows),
        rows=packed, previous=previous, hash=hash_of(number, made_at, previous, packed),
    )  # fmt: skip


def _unsealed(last: Seal | None) -> Iterator[tuple[int, bytes]]:
    """Key and mark of each event that is in no seal, the oldest first.

    Transactions end in another order than they got their keys, so keys that were missing when the
    seals of the hour before the last one were made are looked for again.
    """
    sealed = {key for seal in _recent(last) for key, _ in rows_of(seal)}
    events = Event.objects.filter(pk__gt=sealed_up_to(last)).order_by("pk")
    for key, mark in events.values_list("pk", "mark").iterator(chunk_size=2000):
        if key not in sealed:
            yield key, bytes(mark)


def _recent(last: Seal | None) -> Iterator[Seal]:
    if last:
        yield from Seal.objects.filter(made_at__gte=last.made_at - LATE).order_by("number")


def sealed_up_to(last: Seal | None) -> int:
    """The key up to which every event must be in a seal: that of the seals an hour before the last.

    A transaction may not be longer than that. The time when nothing was sealed does not count.
    """
    if last is None:
        return 0
    before = Seal.objects.filter(made_at__lt=last.made_at - LATE).order_by("-number")
    return max(before.values_list("last", flat=True)[:1], default=0)


def rows_of(seal: Seal) -> Iterator[tuple[int, bytes]]:
    """Key and mark of each event of the seal."""
    yield from ROW.iter_unpack(bytes(seal.rows))


def hash_of(number: int, made_at: datetime, previous: str, rows: bytes) -> str:
    """HMAC-SHA256 in hex over the previous hash, the number, the time and the rows of a seal.

    With the key of the marks: who can only write to the database cannot make a chain.
    """
    head = f"{previous}|{number}|{made_at.astimezone(UTC).isoformat()}|"
    return hmac.digest(log_key(), head.encode() + rows, "sha256").hex()


def lines_of(seals: Iterable[Seal]) -> Iterator[str]:
    """A line for each seal, to be kept elsewhere: number, time, number of events, hash."""
    for seal in seals:
        yield f"{seal.number} {seal.made_at.astimezone(UTC).isoformat()} {seal.count} {seal.hash}"


def is_line(text: str) -> bool:
    """Whether it is a whole line of ``lines_of``, not the rest of one."""
    return LINE.fullmatch(text.strip()) is not None
