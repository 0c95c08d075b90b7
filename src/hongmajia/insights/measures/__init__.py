"""The standard indicators, in the order in which the federation reports them.

To add one: define a ``Measure`` in a module of this package, list it here, and, if its records are
of a new kind, add a register to ``insights.registers``. Pages, exports, tables, definition lists
and the property test then include it.
"""

from .activities import ADOPTED, ENTERPRISES, SESSIONS, SKILLED, SUGGESTIONS, TRAINED, VISITS
from .cases import CASE_USES, CASES
from .classes import OF_CLASSES
from .confirmations import BENEFIT, CONFIRMED_FOR, SATISFACTION
from .definition import Measure
from .events import BY_GROUP, FIRMS_PRESENT, HEADS, OF_EVENTS
from .firms import FIRMS_ASKED, FIRMS_KEY, FIRMS_SMALLER, FIRMS_SPECIALISED
from .needs import COLLECTED, CONFIRMED_NEEDS, MATCHED, OVERDUE, RESPONSE, SOLVED_NEEDS
from .pairs import PAIRS
from .recruits import OF_RECRUITS
from .ties import OF_TIES
from .trials import OF_TRIALS

STANDARD = (
    COLLECTED, MATCHED, SOLVED_NEEDS, SESSIONS, VISITS, ENTERPRISES, TRAINED, SKILLED,
    SUGGESTIONS, ADOPTED, PAIRS, CASES, CASE_USES, BENEFIT, SATISFACTION, RESPONSE, FIRMS_ASKED,
    FIRMS_SMALLER, FIRMS_SPECIALISED, FIRMS_KEY,
)  # fmt: skip
BESIDE = (*OF_CLASSES, *OF_RECRUITS, *OF_TRIALS, *OF_TIES)
"""Indicators beside the standard ones, without targets."""
ALL = (*STANDARD, *OF_EVENTS, *BY_GROUP, *BESIDE, CONFIRMED_FOR, OVERDUE)
TOTALS = [measure for measure in ALL if measure.aggregate == "total"]
"""The indicators that are sums, which may be added up and compared by place, union and year."""

BY_NAME = {measure.name: measure for measure in ALL}
BY_PLACE = (COLLECTED, MATCHED, SOLVED_NEEDS, SESSIONS, ENTERPRISES, OVERDUE)
"""The columns of the table of places."""

__all__ = [
    "ADOPTED",
    "ALL",
    "BENEFIT",
    "BESIDE",
    "BY_GROUP",
    "BY_NAME",
    "BY_PLACE",
    "CASES",
    "CASE_USES",
    "COLLECTED",
    "CONFIRMED_FOR",
    "CONFIRMED_NEEDS",
    "ENTERPRISES",
    "FIRMS_ASKED",
    "FIRMS_KEY",
    "FIRMS_PRESENT",
    "FIRMS_SMALLER",
    "FIRMS_SPECIALISED",
    "HEADS",
    "MATCHED",
    "OF_EVENTS",
    "OF_TRIALS",
    "OVERDUE",
    "PAIRS",
    "RESPONSE",
    "SATISFACTION",
    "SESSIONS",
    "SKILLED",
    "SOLVED_NEEDS",
    "STANDARD",
    "SUGGESTIONS",
    "TOTALS",
    "TRAINED",
    "VISITS",
    "Measure",
]  # fmt: skip
