"""Models of rounds, their plans, and common problems."""

from .lessons import Lesson
from .problems import CommonProblem, ProblemNeed
from .rounds import PlanRow, Round, Ruling, Unserved

__all__ = [
    "CommonProblem",
    "Lesson",
    "PlanRow",
    "ProblemNeed",
    "Round",
    "Ruling",
    "Unserved",
]
