"""The registers by the name that a measure calls its own by."""

from .activities import ACTIVITIES, ATTENDANCES, LEARNINGS, SUGGESTIONS, TRAININGS
from .cases import CASES
from .confirmations import BENEFITS, CONFIRMATIONS, ENTERPRISES
from .definition import Line, Register
from .needs import NEEDS
from .pairs import PAIRS

REGISTERS = {
    "needs": NEEDS,
    "activities": ACTIVITIES,
    "attendances": ATTENDANCES,
    "enterprises": ENTERPRISES,
    "trainings": TRAININGS,
    "learnings": LEARNINGS,
    "suggestions": SUGGESTIONS,
    "confirmations": CONFIRMATIONS,
    "benefits": BENEFITS,
    "cases": CASES,
    "pairs": PAIRS,
}

__all__ = ["REGISTERS", "Line", "Register"]
