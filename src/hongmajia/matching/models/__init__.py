"""Rounds and their plans, common problems."""

from .problems import CommonProblem, ProblemNeed
from .rounds import STUCK_AFTER, PlanRow, Round, Ruling, Unserved

__all__ = [
    "STUCK_AFTER",
    "CommonProblem",
    "PlanRow",
    "ProblemNeed",
    "Round",
    "Ruling",
    "Unserved",
]
