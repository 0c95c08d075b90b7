"""Activities, service records, confirmations, call-backs and certificates.

Figures are counted from these rows; no row stores a total of others (docs/domain.md, rule 1).
"""

from .activities import MOST_HEADS, Activity, Attendance, SignUp
from .certificates import Certificate, YearsCertificate
from .records import Milestone, RecordPhoto, ServiceRecord, Suggestion, Training
from .results import CallBack, Confirmation, Evidence

__all__ = [
    "MOST_HEADS",
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
    "YearsCertificate",
]
