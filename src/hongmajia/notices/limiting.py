"""How many messages a minute a vendor takes; what is more waits for the next minute."""

from django.conf import settings

from hongmajia.core.limits import Limit

from .channels.registry import GROUPS, IDENTITIES
from .models import Delivery

TO_A_GROUP = 20
"""Messages of a robot in a minute, at 钉钉 and 企业微信; beyond them 钉钉 silences it for ten."""


def has_room(delivery: Delivery) -> bool:
    """Whether the vendor takes one more this minute; counts it if so.

    SMS are counted where they are asked for (``texting``), since their number costs money.
    """
    if delivery.channel in GROUPS:
        name, most = f"{delivery.channel}-{delivery.union_id}", TO_A_GROUP
    elif delivery.channel in IDENTITIES:
        name, most = delivery.channel, _per_minute(delivery.channel)
    else:
        return True
    return Limit(f"channel-{name}", most, 60, "").allows("all")


def _per_minute(channel: str) -> int:
    given = getattr(settings, f"{channel.upper()}_NOTICES")
    return int(given["per_minute"])
