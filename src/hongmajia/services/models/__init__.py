"""What was arranged, what was done, and what came of it.

Everything that is counted is counted from these rows: nothing here is a sum of others.
"""

from .activities import Activity, Attendance, SignUp
from .certificates import Certificate
from .records import Milestone, RecordPhoto, ServiceRecord, Suggestion, Training
from .results import CallBack, Confirmation, Evidence

__all__ = [
    "Activity",
    "Attendance",
    "CallBack",
    "Certificate",
    "Confirmation",
    "Evidence",
    "Milestone",
    "RecordPhoto",
    "ServiceRecord",
    "SignUp",
    "Suggestion",
    "Training",
]
