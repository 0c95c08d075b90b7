"""Making the deliveries of notices; what leaves later joins what already waits for that hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from .enums import DeliveryState
from .models import Delivery, Notice
from .sending import send_delivery
from .sides import Callee
from .timing import leaves_at
from .ways import NONE, chosen, preferences_of, ways_of


@dataclass(frozen=True)
class Owed:
    """Whom the cadres telephone if nothing arrives, and the story to which that belongs."""

    callee: Callee
    story: str = ""

    def fields(self) -> dict[str, Any]:
        """As a delivery stores it."""
        kind = ContentType.objects.get_for_model(self.callee.subject)
        return {
            "callee_type": kind, "callee_id": self.callee.subject.pk,
            "union": self.callee.union, "story": self.story,
        }  # fmt: skip


def deliver(notices: Sequence[Notice], owed: Owed | None = None) -> None:
    """Queue what leaves the product because of the notices, as each recipient wants it."""
    people = [notice.recipient for notice in notices]
    ways = ways_of(people)
    preferences = preferences_of(people) if ways else {}
    now, at_once = timezone.now(), []
    for notice in notices:
        preference = preferences.get(notice.recipient_id)
        open_ways = ways.get(notice.recipient_id, NONE).carrying(notice.kind)
        for channel in chosen(preference, notice.kind, open_ways):
            later = leaves_at(notice.kind, channel, preference, now)
            if later:
                _gather(notice, channel, later, owed)
            else:
                at_once.append((notice, _made(notice, channel, now, owed)))
    _queue(at_once)


LIFETIMES = {"wecom": timedelta(hours=3, minutes=30)}
"""How long a message is tried: 企业微信 knows a second try for four hours only."""


def deliver_by_all(notice: Notice) -> int:
    """Queue the notice by every open way to its recipient, at once; how many there are."""
    ways = ways_of([notice.recipient]).get(notice.recipient_id, NONE).carrying(notice.kind)
    now = timezone.now()
    _queue([(notice, _made(notice, channel, now, None)) for channel in ways])
    return len(ways)


def _expiry(channel: str, leaves: datetime) -> datetime | None:
    return leaves + LIFETIMES[channel] if channel in LIFETIMES else None


def _made(notice: Notice, channel: str, due_at: datetime, owed: Owed | None) -> Delivery:
    fields = owed.fields() if owed else {}
    return Delivery(channel=channel, user=notice.recipient, url=notice.url, due_at=due_at, **fields)


def _queue(pairs: list[tuple[Notice, Delivery]]) -> None:
    Delivery.objects.bulk_create(delivery for _notice, delivery in pairs)
    through = Delivery.notices.through
    through.objects.bulk_create(
        through(delivery=delivery, notice=notice) for notice, delivery in pairs
    )
    for _notice, delivery in pairs:
        send_delivery.enqueue(delivery.pk)


def _gather(notice: Notice, channel: str, later: datetime, owed: Owed | None) -> None:
    """Let the notice join the message to the same user that leaves then."""
    fields = owed.fields() if owed else {}
    waiting, _made_now = Delivery.objects.select_for_update(of=("self",)).get_or_create(
        channel=channel,
        user=notice.recipient,
        gathers_until=later,
        state=DeliveryState.QUEUED,
        defaults={
            "due_at": later,
            "url": notice.url,
            "expires_at": _expiry(channel, later),
            **fields,
        },
    )
    waiting.notices.add(notice)
    if owed and waiting.callee_id is None:
        for name, value in fields.items():
            setattr(waiting, name, value)
        waiting.save(update_fields=list(fields))
