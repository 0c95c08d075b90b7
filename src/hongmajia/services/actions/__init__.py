"""The acts of a service: arrange it, write it down once, have it confirmed, ask again later.

Each locks the need of its engagement first, as the acts of engagements do. Whether the person may
act at all is decided by the gate before; see ``rules``.
"""

from .activities import call_off, move_activity, plan_activity, schedule_visit
from .certifying import issue_certificate
from .confirming import call_back, confirm_service, correct_confirmation, report_relapse
from .recording import (
    add_photos,
    answer_suggestion,
    consent_to_photo,
    correct_record,
    record_service,
    withdraw_record,
)
from .reminding import remind_confirming, remind_recording
from .signing_up import come, sign_off, sign_up
from .tackling import finish_milestone, set_milestone

__all__ = [
    "add_photos",
    "answer_suggestion",
    "call_back",
    "call_off",
    "come",
    "confirm_service",
    "consent_to_photo",
    "correct_confirmation",
    "correct_record",
    "finish_milestone",
    "issue_certificate",
    "move_activity",
    "plan_activity",
    "record_service",
    "remind_confirming",
    "remind_recording",
    "report_relapse",
    "schedule_visit",
    "set_milestone",
    "sign_off",
    "sign_up",
    "withdraw_record",
]
