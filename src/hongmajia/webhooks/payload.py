"""What is sent of an event: its type, ids and addresses; names and notes only by scope."""

import json
from typing import Any

from django.urls import NoReverseMatch, reverse

from hongmajia.core.addresses import absolute
from hongmajia.core.models import Event

from .models import Subscription

ADDRESSES = {
    "need": "need", "engagement": "engagement", "activity": "activity", "case": "case",
    "newsitem": "news_item", "enterprise": "enterprise", "helper": "helper", "offer": "offer",
    "union": "union", "circular": "circular", "supervision": "supervision",
}  # fmt: skip
"""Model of a subject → name of the URL of its page."""


def payload_of(event: Event, subscription: Subscription) -> str:
    """The body as JSON in the form of Standard Webhooks: ``type``, ``timestamp``, ``data``."""
    kind = event.subject_type.model
    data: dict[str, Any] = {
        "event": event.pk,
        "subject": {"kind": kind, "id": event.subject_id, "address": _address(kind, event)},
        "story": event.story,
        "from_state": event.from_state,
        "to_state": event.to_state,
    }
    if subscription.is_personal:
        data["actor"] = event.actor.display_name if event.actor else ""
        data["note"] = event.note
        data["words"] = event.data
    body = {"type": event.verb, "timestamp": event.at.isoformat(), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _address(kind: str, event: Event) -> str:
    """The page of the subject; empty where it has none of its own."""
    try:
        return absolute(reverse(ADDRESSES[kind], args=[event.subject_id]))
    except (KeyError, NoReverseMatch):
        return ""
