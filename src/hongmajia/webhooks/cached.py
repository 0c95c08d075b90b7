"""The subscriptions that are on, for a minute in each process: acts ask at no cost.

Whoever adds a subscription waits up to a minute until all processes know it.
"""

from typing import Any

from django.core.cache import caches

from .models import Subscription

CACHED = "webhooks.on"
SECONDS = 60


def subscriptions() -> list[Subscription]:
    """Those that are on, with their unions."""
    cache = caches["policy"]
    found: list[Any] | None = cache.get(CACHED)
    if found is None:
        found = list(Subscription.objects.on().select_related("union"))
        cache.set(CACHED, found, SECONDS)
    return found


def forget_subscriptions() -> None:
    """Read them anew at the next act of this process."""
    caches["policy"].delete(CACHED)
