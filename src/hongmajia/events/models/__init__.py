"""What surrounds an activity: units, agenda, stops, ceremonies, heads, questions, feedback."""

from .after import MOST_HEADS, EventPhoto, Feedback, Headcount, Question
from .ceremonies import Ceremony, Flag, Seal
from .evaluations import Criterion, Evaluation, Mark
from .planned import AgendaItem, Guest, Invited, Part, Stop

__all__ = [
    "MOST_HEADS",
    "AgendaItem",
    "Ceremony",
    "Criterion",
    "Evaluation",
    "EventPhoto",
    "Feedback",
    "Flag",
    "Guest",
    "Headcount",
    "Invited",
    "Mark",
    "Part",
    "Question",
    "Seal",
    "Stop",
]
