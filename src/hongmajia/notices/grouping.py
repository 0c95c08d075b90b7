"""Notices that say the same of several things, such as ten helpers who accept, as one entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from .models import Notice

FEWEST = 3
"""So many alike are folded; two are read faster than opened."""


@dataclass
class Entry:
    """Notices with one sentence, sent on one day and all unread or all read, newest first."""

    notices: list[Notice]

    @property
    def newest(self) -> Notice:
        """The one that stands for all."""
        return self.notices[0]

    @property
    def others(self) -> list[Notice]:
        """Those that are shown when the entry is opened."""
        return self.notices[1:]

    @property
    def is_folded(self) -> bool:
        """Whether only the newest is shown until the entry is opened."""
        return len(self.notices) >= FEWEST


def grouped(notices: Iterable[Notice]) -> list[Entry]:
    """The notices as entries, each at the place of its newest; fewer than ``FEWEST`` stay alone."""
    alike: dict[tuple[str, date, bool], list[Notice]] = {}
    for notice in notices:
        day = timezone.localdate(notice.sent_at)
        key = (notice.sentence, day, notice.read_at is None)
        alike.setdefault(key, []).append(notice)
    entries = [entry for several in alike.values() for entry in _entries(several)]
    return sorted(entries, key=lambda entry: (entry.newest.sent_at, entry.newest.pk), reverse=True)


def _entries(several: list[Notice]) -> list[Entry]:
    if len(several) >= FEWEST:
        return [Entry(several)]
    return [Entry([notice]) for notice in several]
