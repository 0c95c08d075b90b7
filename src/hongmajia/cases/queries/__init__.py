"""The questions the room's pages ask: what may become a case, and how judging stands."""

from .judging import Standing, eligible_reviewers, standings
from .nominating import (
    QuotaLine,
    candidates,
    faults,
    photographs,
    quota_lines,
    quota_of,
    season_now,
)

__all__ = [
    "QuotaLine",
    "Standing",
    "candidates",
    "eligible_reviewers",
    "faults",
    "photographs",
    "quota_lines",
    "quota_of",
    "season_now",
    "standings",
]
