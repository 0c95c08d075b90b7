"""The registers by the names that measures use (``Measure.register``)."""

from typing import Any

from .activities import ACTIVITIES
from .attached import ATTENDANCES, LEARNINGS, SUGGESTIONS, TRAININGS
from .cases import CASE_USES, CASES
from .classes import LEARNERS, PRESENCES
from .confirmations import ASKERS, BENEFITS, CONFIRMATIONS, ENTERPRISES
from .definition import Column, Line, Register
from .events import EVALUATIONS, EVENTS, FLAGS, QUESTIONS, SEALS
from .needs import NEEDS
from .pairs import PAIRS
from .recruits import RECRUITS
from .ties import TIES
from .trials import TRIALS

REGISTERS: dict[str, Register[Any]] = {
    "needs": NEEDS,
    "activities": ACTIVITIES,
    "attendances": ATTENDANCES,
    "enterprises": ENTERPRISES,
    "askers": ASKERS,
    "trainings": TRAININGS,
    "learnings": LEARNINGS,
    "suggestions": SUGGESTIONS,
    "confirmations": CONFIRMATIONS,
    "benefits": BENEFITS,
    "cases": CASES,
    "case_uses": CASE_USES,
    "pairs": PAIRS,
    "learners": LEARNERS,
    "presences": PRESENCES,
    "recruits": RECRUITS,
    "trials": TRIALS,
    "ties": TIES,
    "events": EVENTS,
    "flags": FLAGS,
    "seals": SEALS,
    "questions": QUESTIONS,
    "evaluations": EVALUATIONS,
}

__all__ = ["REGISTERS", "Column", "Line", "Register"]
