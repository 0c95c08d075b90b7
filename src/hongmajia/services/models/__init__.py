"""Activities, service records, confirmations, call-backs and certificates.

Figures are counted from these rows; no row stores a total of others (docs/domain.md, rule 1).
"""

from .activities import MOST_HEADS, Activity, Attendance, SignUp
from .certificates import Certificate, YearsCertificate
from .objections import Objection
from .records import Milestone, RecordPhoto, ServiceRecord, Suggestion, Training
from .results import CallBack, Confirmation, Evidence
from .safety import SafetyMeasures

__all__ = [
    "MOST_HEADS",
    "Activity",
    "Attendance",
    "CallBack",
    "Certificate",
    "Confirmation",
    "Evidence",
    "Milestone",
    "Objection",
    "RecordPhoto",
    "SafetyMeasures",
    "ServiceRecord",
    "SignUp",
    "Suggestion",
    "Training",
    "YearsCertificate",
]
