"""The actions on classes: opening, sessions, roster, attendance, grades, certificates."""

from .attending import note_grade, tick_attendance
from .certifying import certify
from .enrolling import change_learner, enroll, reveal_learner, strike_off
from .opening import change_class, open_class, plan_session

__all__ = [
    "certify",
    "change_class",
    "change_learner",
    "enroll",
    "note_grade",
    "open_class",
    "plan_session",
    "reveal_learner",
    "strike_off",
    "tick_attendance",
]
