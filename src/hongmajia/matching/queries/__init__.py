"""Reads of the room, one module a subject."""

from .board import (
    Cluster,
    Load,
    clusters,
    figures,
    loads,
    needs_of,
    rulings_of,
    rulings_within,
    to_send,
    with_counts,
    with_rulings,
)
from .comparing import NeedInBothPlans, compare_needs, lost, needs_of_both
from .lessons import Experience, experiences
from .problems import Shared, problem_facts, shared, speakers
from .shortlist import (
    PREVIEW_LENGTH,
    SHORTLIST_LENGTH,
    Candidate,
    WhyNot,
    candidate,
    candidates,
    why_not,
    why_not_in,
)
from .waiting import asked_by_need, index_of, not_to_ask, season_now, seeking

__all__ = [
    "PREVIEW_LENGTH",
    "SHORTLIST_LENGTH",
    "Candidate",
    "Cluster",
    "Experience",
    "Load",
    "NeedInBothPlans",
    "Shared",
    "WhyNot",
    "asked_by_need",
    "candidate",
    "candidates",
    "clusters",
    "compare_needs",
    "experiences",
    "figures",
    "index_of",
    "loads",
    "lost",
    "needs_of",
    "needs_of_both",
    "not_to_ask",
    "problem_facts",
    "rulings_of",
    "rulings_within",
    "season_now",
    "seeking",
    "shared",
    "speakers",
    "to_send",
    "why_not",
    "why_not_in",
    "with_counts",
    "with_rulings",
]
