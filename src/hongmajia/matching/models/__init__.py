"""Models of rounds, their plans, and common problems."""

from .problems import CommonProblem, ProblemNeed
from .rounds import PlanRow, Round, Ruling, Unserved

__all__ = [
    "CommonProblem",
    "PlanRow",
    "ProblemNeed",
    "Round",
    "Ruling",
    "Unserved",
]
