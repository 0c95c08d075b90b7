"""Each logged act becomes an offer to whoever subscribed to it, in the act's transaction."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from hongmajia.core.models import Event
from hongmajia.core.signals import acted_together

from .belonging import paths_of
from .cached import subscriptions
from .models import EventOffer, Subscription
from .tasks import deliver
from .types import LOOKS


@receiver(acted_together)
def offer_events(events: Sequence[Event], subjects: Sequence[Any], **rest: Any) -> None:
    """Store the offers; a worker makes them once the transaction has committed."""
    on = subscriptions()
    if not on:
        return
    offers: list[EventOffer] = []
    for event, subject in zip(events, subjects, strict=True):
        offers += _offers(event, subject, on)
    EventOffer.objects.bulk_create(offers)
    for key in {offer.subscription_id for offer in offers}:
        transaction.on_commit(partial(deliver.enqueue, key))


def _offers(event: Event, subject: Any, on: Sequence[Subscription]) -> list[EventOffer]:
    wanting = [each for each in on if event.verb not in LOOKS and each.wants(event.verb)]
    if not wanting:
        return []
    paths = tuple(paths_of(subject))
    story = event.story or f"{subject._meta.model_name}-{subject.pk}"
    return [
        EventOffer(subscription=each, event=event, story=story)
        for each in wanting
        if any(path.startswith(each.union.path) for path in paths)
    ]
