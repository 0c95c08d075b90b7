"""What was arranged, what was done, and what came of it.

Everything that is counted is counted from these rows: nothing here is a sum of others.
"""

from .activities import Activity, Attendance, SignUp
from .certificates import Certificate
from .records import Milestone, RecordPhoto, ServiceRecord, Suggestion, Training
from .results import CallBack, Confirmation, Evidence
from .threads import Enclosure, Message, ReadMark

__all__ = [
    "Activity",
    "Attendance",
    "CallBack",
    "Certificate",
    "Confirmation",
    "Enclosure",
    "Evidence",
    "Message",
    "Milestone",
    "ReadMark",
    "RecordPhoto",
    "ServiceRecord",
    "SignUp",
    "Suggestion",
    "Training",
]
