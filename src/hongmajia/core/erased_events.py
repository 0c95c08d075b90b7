"""Masking a person in the event log, so that it still proves what it proved (docs/adr/0124).

The mark of an event covers a salted digest of what may be personal. Masking changes these values,
so the salt goes, and with it the chance to try out what stood there. The event gets a new salt, and
its new digest stands in an event of its own, which is sealed like any other: who masks an event
without one is found by ``hongmajia log --verify``.
"""

import os
from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, QuerySet

from .actors import Actor
from .acts import record
from .enums import Audience, ErasureVerb
from .event_marks import SALT_BYTES, digest_of
from .models import Event
from .traces import Traces, masked

ROWS = "rows"
"""In the data of an erasure: the key of each event that was masked → its digest in hex."""
AT_ONCE = 500
"""Events that one erasure names at most."""


def mask_events(actor: Actor | None, subject: Model, traces: Traces, stories: set[str]) -> int:
    """Mask the person in all events, and record which; how many. Call it inside a transaction."""
    digests = dict(_mask(traces, stories))
    keys = sorted(digests)
    for begin in range(0, max(len(keys), 1), AT_ONCE):
        part = {str(key): digests[key] for key in keys[begin : begin + AT_ONCE]}
        record(
            actor, ErasureVerb.ERASED, subject, audience=Audience.UNIONS, data={ROWS: part}
        )  # fmt: skip
    return len(keys)


def _mask(traces: Traces, stories: set[str]) -> Iterator[tuple[int, str]]:
    found = {event.pk: event for event in _candidates(traces)}
    pattern, near = traces.pattern, traces.near
    for event in Event.objects.filter(story__in=stories):
        found.setdefault(event.pk, event)
    for event in found.values():
        used = near if event.story in stories else pattern
        if used is None:
            continue
        before = (event.note, event.data, event.origin)
        after = tuple(masked(each, used) for each in before)
        if after != before:
            yield event.pk, _rewrite(event, *after)


def _candidates(traces: Traces) -> Iterator[Event]:
    may_stand = (traces.may_stand_in(Event, name) for name in ("note", "data", "origin"))
    yield from Event.objects.filter(reduce(or_, may_stand)).iterator(chunk_size=500)


def _rewrite(event: Event, note: str, data: Any, origin: Any) -> str:
    """Put the masked values and a new salt; returns the new digest in hex."""
    event.note, event.data, event.origin = note, data, origin
    event.salt = os.urandom(SALT_BYTES)
    Event.objects.filter(pk=event.pk).update(
        note=note, data=data, origin=origin, salt=event.salt
    )  # fmt: skip
    return digest_of(event).hex()


def digests_in(erasure: Event) -> dict[int, bytes]:
    """The digest that each event has since this erasure."""
    rows = erasure.data.get(ROWS, {})
    return {int(key): bytes.fromhex(digest) for key, digest in rows.items()}


def erasures() -> QuerySet[Event]:
    """All erasures in the log."""
    return Event.objects.filter(verb=ErasureVerb.ERASED)
