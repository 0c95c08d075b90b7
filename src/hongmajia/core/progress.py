"""How far long work has come, told between processes.

Work that ends in one transaction cannot write its progress to the database: nobody would see it
before the end. So it stands in a small shared file cache.
"""

from datetime import datetime

from django.core.cache import caches
from django.utils import timezone

KEPT = 24 * 3600
FORMAT = 2
"""Version of what is cached: (done, total, when it was told)."""


def tell(work: str, done: int, total: int) -> None:
    """Note that ``done`` of ``total`` steps of ``work`` (``round-12``) are done; a hundred
    notes or fewer are written over its whole length."""
    if done == total or done % max(total // 100, 1) == 0:
        caches["progress"].set(work, (done, total, timezone.now()), KEPT, version=FORMAT)


def of(work: str) -> tuple[int, int]:
    """(done, total) of ``work``; (0, 0) before it has said anything."""
    told = _told(work)
    return (told[0], told[1]) if told else (0, 0)


def heard_at(work: str) -> datetime | None:
    """When ``work`` last told how far it is; ``None`` before it has said anything."""
    told = _told(work)
    return told[2] if told else None


def _told(work: str) -> tuple[int, int, datetime] | None:
    told: tuple[int, int, datetime] | None = caches["progress"].get(work, version=FORMAT)
    return told
