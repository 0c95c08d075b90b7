"""Tokens of our applications at vendors, kept by this process until shortly before they end."""

import time
from collections.abc import Callable

EARLY = 300
"""Seconds before its end at which a new one is fetched."""

_known: dict[str, tuple[str, float]] = {}


def token(name: str, fetch: Callable[[], tuple[str, int]]) -> str:
    """The token under ``name``; ``fetch`` returns a new one and the seconds that it lasts."""
    known, until = _known.get(name, ("", 0.0))
    if time.monotonic() >= until:
        known, lasts = fetch()
        _known[name] = (known, time.monotonic() + max(lasts - EARLY, 0))
    return known


def forget(name: str) -> None:
    """The vendor does not know the token any more."""
    _known.pop(name, None)
