"""Verifying the event log: which rows were changed, removed or added behind the product's back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from hongmajia.core.erased_events import digests_in, erasures
from hongmajia.core.event_marks import is_genuine
from hongmajia.core.models import Event

from .models import Seal
from .sealing import hash_of, rows_of, sealed_up_to

BATCH = 500


@dataclass
class Verified:
    """What was looked at."""

    seals: int = 0
    events: int = 0
    unsealed: int = 0


def faults(exported: Iterable[str] = (), verified: Verified | None = None) -> Iterator[str]:
    """A sentence for each fault: first of the chain, then of the events by their keys.

    ``exported`` are lines of seals that were kept elsewhere (``sealing.lines_of``): with them a
    chain is found that was computed anew or cut off at its end. ``verified`` is filled while the
    faults are read.
    """
    told = verified or Verified()
    yield from _faults_of_chain(told)
    yield from _faults_against(exported)
    yield from _faults_of_events(told)


def _faults_of_chain(told: Verified) -> Iterator[str]:
    """Each seal must follow from the one before, and its hash from what it holds."""
    expected, previous = 1, ""
    for seal in Seal.objects.order_by("number").iterator(chunk_size=BATCH):
        told.seals += 1
        if seal.number != expected:
            yield _("封存链断了：少了第%(n)s号") % {"n": expected}
        elif seal.previous != previous:
            yield _("第%(n)s号封存接不上前一号") % {"n": seal.number}
        if seal.hash != hash_of(seal.number, seal.made_at, seal.previous, bytes(seal.rows)):
            yield _("第%(n)s号封存被改过") % {"n": seal.number}
        expected, previous = seal.number + 1, seal.hash


def _faults_against(exported: Iterable[str]) -> Iterator[str]:
    """Each exported seal must still be there, with its hash."""
    for line in exported:
        if not line.strip():
            continue
        number, *_others, digest = line.split()
        found = Seal.objects.filter(number=int(number)).values_list("hash", flat=True).first()
        if found is None:
            yield _("第%(n)s号封存不见了，导出的文件里有") % {"n": number}
        elif found != digest:
            yield _("第%(n)s号封存和导出的不一样，封存链重新算过") % {"n": number}


def _faults_of_events(told: Verified) -> Iterator[str]:
    """Each event must be genuine, and in a seal unless it is new; each sealed one must be there."""
    marks = dict(_sealed())
    erased = _erased(marks)
    salts: set[bytes] = set()
    events = Event.objects.order_by("pk").iterator(chunk_size=BATCH)
    up_to = sealed_up_to(Seal.objects.newest())
    sealed_keys = iter(sorted(marks))
    due = next(sealed_keys, None)
    for event in events:
        while due is not None and due < event.pk:
            yield _removed(due)
            due = next(sealed_keys, None)
        told.events += 1
        if due == event.pk:
            due = next(sealed_keys, None)
        yield from _faults_of(event, marks.get(event.pk), salts, up_to, told, erased.get(event.pk))
    while due is not None:
        yield _removed(due)
        due = next(sealed_keys, None)


def _faults_of(
    event: Event,
    mark: bytes | None,
    salts: set[bytes],
    up_to: int,
    told: Verified,
    erased: bytes | None,
) -> Iterator[str]:
    """At most one sentence about one event."""
    salt, facts = bytes(event.salt), {"key": event.pk, "verb": event.verb}
    if mark is None:
        told.unsealed += 1
    if not is_genuine(event, erased) or (mark is not None and bytes(event.mark) != mark):
        words = _("第%(key)s条（%(verb)s）被改过") if mark else _("第%(key)s条（%(verb)s）是后加的")
        yield words % facts
    elif salt in salts or (mark is None and event.pk <= up_to):
        yield _("第%(key)s条（%(verb)s）是后加的") % facts
    salts.add(salt)


def _erased(marks: dict[int, bytes]) -> dict[int, bytes]:
    """The digest of each event in which a person was masked, by erasures that are genuine.

    An erasure may itself have been masked later, so the newest are read first.
    """
    now: dict[int, bytes] = {}
    for erasure in erasures().order_by("-pk"):
        is_sealed_so = marks.get(erasure.pk, bytes(erasure.mark)) == bytes(erasure.mark)
        if is_sealed_so and is_genuine(erasure, now.get(erasure.pk)):
            for key, digest in digests_in(erasure).items():
                now.setdefault(key, digest)
    return now


def _removed(key: int) -> str:
    return _("第%(key)s条被删掉了") % {"key": key}


def _sealed() -> Iterator[tuple[int, bytes]]:
    for seal in Seal.objects.order_by("number").iterator(chunk_size=BATCH):
        yield from rows_of(seal)


def first_faults(count: int, exported: Iterable[str], told: Verified) -> list[str]:
    """The first ``count`` faults."""
    return list(islice(faults(exported, told), count))
