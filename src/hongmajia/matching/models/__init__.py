"""Rounds and their plans, itineraries, common problems."""

from .itineraries import Itinerary, Stop
from .problems import CommonProblem, ProblemNeed
from .rounds import STUCK_AFTER, PlanRow, Round, Ruling, Unserved

__all__ = [
    "STUCK_AFTER",
    "CommonProblem",
    "Itinerary",
    "PlanRow",
    "ProblemNeed",
    "Round",
    "Ruling",
    "Stop",
    "Unserved",
]
