"""The background tasks that hand deliveries to their channels, each message once.

A worker takes a message by a conditional update, which commits before the vendor is asked. What a
worker took and never ended may have been sent: it is not sent again, and said to be unknown, unless
the vendor recognises a second request by its key.
"""

import logging
import time
from collections import defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from hongmajia.core.queues import SHORT

from .calling import call_instead
from .channels.protocol import AnswerLost, Channel, NotDelivered, NumberRefused, ServerFailed
from .channels.registry import CHANNELS, GROUPS
from .composing import message_of, reason_to_drop
from .consenting import consent_ended, consent_used
from .enums import WAITING, DeliveryState, Reason
from .limiting import has_room
from .models import Delivery
from .resting import Rest

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60, 240, 720, 1440))
"""Before each further try of one message."""
SECONDS_AT_ONCE = 20
"""After these, one task begins no further message, since others of the queue wait."""
EXPECTED = (
    Reason.NUMBER_REFUSED, Reason.NOT_SUBSCRIBED, Reason.EXPIRED, Reason.NO_ADDRESS,
)  # fmt: skip
"""Ends of a message that whoever runs the product cannot prevent."""

Rows = QuerySet[Delivery]

logger = logging.getLogger(__name__)
rests: defaultdict[str, Rest] = defaultdict(lambda: Rest(longest=120))
"""The rest of each channel's server, of each robot; short, since people wait for codes."""


@task(queue_name=SHORT)
def send_delivery(pk: int) -> None:
    """Send the message ``pk`` unless that was done, is being done, or its time has not come."""
    for delivery in Delivery.objects.due().filter(pk=pk):
        _send_unless_late(delivery)


@task(queue_name=SHORT)
def send_due() -> None:
    """Give up what expired, end what was interrupted, then send what is due, the oldest first."""
    for delivery in Delivery.objects.expired():
        _give_up(delivery, Reason.EXPIRED)
    _end_interrupted()
    until = time.monotonic() + SECONDS_AT_ONCE
    for delivery in Delivery.objects.due().order_by("due_at").iterator(chunk_size=200):
        if time.monotonic() > until:
            return
        _send_unless_late(delivery)


def _send_unless_late(delivery: Delivery) -> None:
    channel = CHANNELS[delivery.channel]
    if delivery.expires_at and delivery.expires_at <= timezone.now():
        _give_up(delivery, Reason.EXPIRED)
    elif not channel.is_configured():
        _give_up(delivery, Reason.NOT_CONFIGURED)
    elif not rests[rest_of(delivery)].is_on() and has_room(delivery) and _is_ours(delivery):
        delivery.refresh_from_db()  # what it gathered until now
        _send_if_needed(delivery, channel)


def _send_if_needed(delivery: Delivery, channel: Channel) -> None:
    """Send what was taken, unless it became needless since it was queued."""
    if needless := reason_to_drop(delivery):
        _end(_of_this_try(delivery), DeliveryState.NEEDLESS, reason=needless)
    else:
        _send(delivery, channel)


def rest_of(delivery: Delivery) -> str:
    """The name of the server that rests: one robot that fails holds up no other union's."""
    return (
        f"{delivery.channel}-{delivery.union_id}"
        if delivery.channel in GROUPS
        else (delivery.channel)
    )


def _is_ours(delivery: Delivery) -> bool:
    """Take a message that is due; another worker may have taken it."""
    rows = _waiting(delivery).filter(tries=delivery.tries)
    delivery.claimed_at, delivery.tries = timezone.now(), delivery.tries + 1
    taken = {"claimed_at": delivery.claimed_at, "tries": delivery.tries}
    return bool(rows.update(state=DeliveryState.SENDING, **taken))


def _send(delivery: Delivery, channel: Channel) -> None:
    try:
        vendor_id = channel.send(message_of(delivery))
    except NotDelivered as error:
        if isinstance(error, ServerFailed | AnswerLost):
            rests[rest_of(delivery)].begin()
            logger.error("%s rests: %s %s", delivery.channel, error.reason.value, error.detail)
        if error.reason == Reason.NOT_SUBSCRIBED:
            consent_ended(delivery)
        _note_failure(delivery, error, channel)
    else:
        rests[rest_of(delivery)].end()
        consent_used(delivery)
        # Also when another worker took us for dead meanwhile and called it unknown.
        sent = {"vendor_id": vendor_id, "sent_at": timezone.now()}
        _end(_of_this_try(delivery), DeliveryState.SENT, **sent)


@transaction.atomic
def _note_failure(delivery: Delivery, error: NotDelivered, channel: Channel) -> None:
    """Plan the next try, or end the message."""
    rows = _of_this_try(delivery).filter(state=DeliveryState.SENDING)
    why = {"reason": error.reason, "detail": error.detail}
    if isinstance(error, AnswerLost) and not channel.is_idempotent():
        ended = _end(rows, DeliveryState.UNKNOWN, **why)
    elif isinstance(error, NumberRefused) or delivery.tries > len(PAUSES):
        ended = _end(rows, DeliveryState.GAVE_UP, **why)
    else:
        due_at = timezone.now() + PAUSES[delivery.tries - 1]
        rows.update(state=DeliveryState.FAILED, due_at=due_at, **why)
        return
    if ended:
        _tell_of_end(delivery, error.reason)


def _end_interrupted() -> None:
    """End, or try again, what workers took and can no longer be sending."""
    longest = timedelta(seconds=3 * settings.SMS_TIMEOUT + 30)
    for delivery in Delivery.objects.interrupted(timezone.now() - longest):
        _note_failure(delivery, AnswerLost(Reason.INTERRUPTED), CHANNELS[delivery.channel])


@transaction.atomic
def _give_up(delivery: Delivery, reason: Reason) -> None:
    if _end(_waiting(delivery), DeliveryState.GAVE_UP, reason=reason):
        _tell_of_end(delivery, reason)


def _tell_of_end(delivery: Delivery, reason: Reason) -> None:
    """Tell whoever runs the product, and have the person telephoned where they must be told."""
    call_instead(delivery)
    say = logger.warning if reason in EXPECTED else logger.error
    say("delivery %d was not sent: %s", delivery.pk, reason.value)


def _waiting(delivery: Delivery) -> Rows:
    return Delivery.objects.filter(pk=delivery.pk, state__in=WAITING)


def _of_this_try(delivery: Delivery) -> Rows:
    return Delivery.objects.filter(pk=delivery.pk, claimed_at=delivery.claimed_at)


def _end(rows: Rows, state: DeliveryState, **facts: object) -> int:
    """Write how it ended; what filled the sentence is not needed any more and may be a code."""
    return rows.update(**{"state": state, "reason": "", "params": {}, "due_at": None, **facts})


def resume(channel: str) -> int:
    """Try once more all messages to accounts that the channel gave up; returns how many.

    What has a fixed sentence is not among them: what filled it is wiped, and may be a code.
    """
    given_up = Delivery.objects.filter(channel=channel, state=DeliveryState.GAVE_UP, name="")
    anew = {"state": DeliveryState.QUEUED, "tries": 0, "reason": "", "gathers_until": None}
    return given_up.update(due_at=timezone.now(), **anew)
