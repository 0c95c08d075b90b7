"""Queries of the cases room: candidates, completeness, quotas, and the state of judging."""

from .judging import ReviewSummary, eligible_reviewers, review_summaries
from .nominating import (
    QuotaLine,
    candidates,
    faults,
    latest_season,
    photographs,
    quota_lines,
    quota_of,
)

__all__ = [
    "QuotaLine",
    "ReviewSummary",
    "candidates",
    "eligible_reviewers",
    "faults",
    "latest_season",
    "photographs",
    "quota_lines",
    "quota_of",
    "review_summaries",
]
