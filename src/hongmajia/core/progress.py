"""Progress of long work, shared between processes.

Work in one transaction cannot write its progress to the database, where nobody would see it before
the end, so it is kept in a shared file cache.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.utils import timezone

KEPT = 24 * 3600
"""Seconds after which progress is forgotten."""
FORMAT = 2
"""Version of the cached value: (done, total, when it was reported)."""


def report(work: str, done: int, total: int) -> None:
    """Save that ``done`` of ``total`` steps of ``work`` (``round-12``) are done.

    At most about a hundred writes are made over the whole work.
    """
    if done == total or done % max(total // 100, 1) == 0:
        caches["progress"].set(work, (done, total, timezone.now()), KEPT, version=FORMAT)


def of(work: str) -> tuple[int, int]:
    """Return (done, total) of ``work``; (0, 0) before it has reported anything."""
    told = _told(work)
    return (told[0], told[1]) if told else (0, 0)


def heard_at(work: str) -> datetime | None:
    """Return when ``work`` last reported progress; ``None`` before that."""
    told = _told(work)
    return told[2] if told else None


def _told(work: str) -> tuple[int, int, datetime] | None:
    told: tuple[int, int, datetime] | None = caches["progress"].get(work, version=FORMAT)
    return told


def counting(
    tell: Callable[[int, int], object], total: int
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Return a function that passes rows on and calls ``tell(done, total)`` for each.

    The rows of all iterators that it is given are counted together.
    """
    done = 0

    def counted(rows: Iterator[Any]) -> Iterator[Any]:
        nonlocal done
        for row in rows:
            done += 1
            tell(min(done, total), total)
            yield row

    return counted
