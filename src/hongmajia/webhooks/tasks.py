"""Background tasks: offering events to their receivers, and looking for what was left over.

A worker takes an offer by a conditional update. One that died on the way leaves it as it is; it is
offered again, under the same ``webhook-id``, by which the receiver knows that it has it already.
"""

import time
from datetime import UTC, timedelta

from django.utils import timezone
from django_tasks import task
from standardwebhooks import Webhook

from hongmajia.core.queues import LONG

from .actions import give_up_on
from .enums import EventOfferState, HookState
from .models import EventOffer, Subscription
from .outgoing import NotSent, post
from .payload import payload_of

PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
)
"""Before each further try of one offer."""
LONGEST_REST = timedelta(minutes=5)
"""How long a receiver is left alone after a failure, whatever else waits for it."""
LONG_FAILURE = timedelta(days=3)
"""A receiver that has failed for so long, without one success, is switched off."""
SECONDS_AT_ONCE = 60
"""After these, one task begins no further offer, since others of the queue wait."""
INTERRUPTED = timedelta(minutes=2)
KEPT = timedelta(days=30)
"""How long offers that were taken can be replayed."""
GONE = 410
"""The status by which a receiver says that it wants nothing more."""


@task(queue_name=LONG)
def deliver(subscription: int) -> None:
    """Offer what is due to one subscription, in order for each story."""
    until = time.monotonic() + SECONDS_AT_ONCE
    while time.monotonic() < until:
        ready = Subscription.objects.ready().filter(pk=subscription).first()
        offer = EventOffer.objects.filter(subscription=ready).heads().first() if ready else None
        if ready is None or offer is None:
            return
        if _is_ours(offer):
            _send(offer, ready)


@task(queue_name=LONG)
def deliver_due() -> None:
    """Every minute: take up what was interrupted, and what waited for its next try."""
    dead = EventOffer.objects.interrupted(timezone.now() - INTERRUPTED)
    dead.update(state=EventOfferState.WAITING, due_at=timezone.now())
    for key in Subscription.objects.ready().values_list("pk", flat=True):
        if EventOffer.objects.filter(subscription=key).heads().exists():
            deliver.func(key)


def _is_ours(offer: EventOffer) -> bool:
    """Take an offer; another worker may have taken it."""
    rows = EventOffer.objects.filter(pk=offer.pk, state=EventOfferState.WAITING, tries=offer.tries)
    offer.tries, offer.claimed_at = offer.tries + 1, timezone.now()
    taken = {"tries": offer.tries, "claimed_at": offer.claimed_at}
    return bool(rows.update(state=EventOfferState.SENDING, **taken))


def _send(offer: EventOffer, subscription: Subscription) -> None:
    body, now = payload_of(offer.event, subscription), timezone.now()
    key = f"msg_{offer.key.hex}"
    signed = Webhook(subscription.secret).sign(key, now.astimezone(UTC), body)
    headers = {
        "Content-Type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signed,
    }
    try:
        status = post(subscription.url, body, headers)
    except NotSent as error:
        _note_failure(offer, subscription, str(error))
        return
    if 200 <= status < 300:
        _end(offer, EventOfferState.SENT, sent_at=timezone.now(), answer=str(status))
        rows = Subscription.objects.filter(pk=subscription.pk)
        rows.exclude(failing_since=None).update(failing_since=None, rests_until=None)
    elif status == GONE:
        _note_failure(offer, subscription, str(status))
        give_up_on(subscription)
    else:
        _note_failure(offer, subscription, str(status))


def _note_failure(offer: EventOffer, subscription: Subscription, answer: str) -> None:
    """Plan the next try or end the offer; let the receiver rest, or switch it off for good."""
    now = timezone.now()
    if offer.tries > len(PAUSES):
        _end(offer, EventOfferState.GAVE_UP, answer=answer)
        pause = LONGEST_REST
    else:
        pause = PAUSES[offer.tries - 1]
        due = {"due_at": now + pause, "answer": answer}
        EventOffer.objects.filter(pk=offer.pk, claimed_at=offer.claimed_at).update(
            state=EventOfferState.WAITING, **due
        )
    since = subscription.failing_since or now
    rest = now + min(pause, LONGEST_REST)
    rows = Subscription.objects.filter(pk=subscription.pk, state=HookState.ON)
    rows.update(failing_since=since, rests_until=rest)
    if now - since > LONG_FAILURE:
        give_up_on(subscription)


def _end(offer: EventOffer, state: EventOfferState, **facts: object) -> None:
    rows = EventOffer.objects.filter(pk=offer.pk, claimed_at=offer.claimed_at)
    rows.update(state=state, due_at=None, **facts)


@task(queue_name=LONG)
def forget_offers() -> None:
    """Delete offers that were taken long ago; the events themselves stay in the log."""
    EventOffer.objects.filter(
        state=EventOfferState.SENT, sent_at__lt=timezone.now() - KEPT
    ).delete()
