"""Queries of the cases room: candidates, completeness, quotas, and the state of judging."""

from .hearing import why_not_public
from .judging import ReviewSummary, eligible_reviewers, review_summaries
from .nominating import (
    QuotaLine,
    candidates,
    faults,
    gaps,
    latest_season,
    photographs,
    quota_lines,
    quota_of,
)
from .overseen import cases_overseen

__all__ = [
    "QuotaLine",
    "ReviewSummary",
    "candidates",
    "cases_overseen",
    "eligible_reviewers",
    "faults",
    "gaps",
    "latest_season",
    "photographs",
    "quota_lines",
    "quota_of",
    "review_summaries",
    "why_not_public",
]
