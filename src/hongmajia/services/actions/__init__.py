"""Actions on services: arrange a visit, record it, have it confirmed, call back later.

An action that changes an engagement locks its need first, as the actions of ``engagements`` do.
Permission is checked by the view, through the access gate (``rules``), before the action is called.
"""

from .activities import (
    call_off,
    drop_visits,
    locked_activity,
    move_activity,
    plan_activity,
    schedule_visit,
)
from .certifying import issue_certificate, issue_years_certificate
from .confirming import (
    close_way,
    confirm_service,
    correct_confirmation,
    record_call_back,
    report_relapse,
)
from .dates import answer_date
from .notifying import when_of
from .objecting import answer_objection, object_to_record
from .recording import (
    add_photos,
    answer_suggestion,
    consent_to_photo,
    correct_record,
    record_service,
    withdraw_record,
)
from .reminding import remind_calling_back, remind_confirming, remind_recording
from .safety import write_measures
from .signing_up import (
    cancel_sign_up,
    give_feedback,
    places_left,
    record_arrival,
    reveal_sign_up,
    sign_up,
)
from .tackling import finish_milestone, set_milestone
from .visiting import name_firms, take_up_sign_ups

__all__ = [
    "add_photos",
    "answer_date",
    "answer_objection",
    "answer_suggestion",
    "call_off",
    "cancel_sign_up",
    "close_way",
    "confirm_service",
    "consent_to_photo",
    "correct_confirmation",
    "correct_record",
    "drop_visits",
    "finish_milestone",
    "give_feedback",
    "issue_certificate",
    "issue_years_certificate",
    "locked_activity",
    "move_activity",
    "name_firms",
    "object_to_record",
    "places_left",
    "plan_activity",
    "record_arrival",
    "record_call_back",
    "record_service",
    "remind_calling_back",
    "remind_confirming",
    "remind_recording",
    "report_relapse",
    "reveal_sign_up",
    "schedule_visit",
    "set_milestone",
    "sign_up",
    "take_up_sign_ups",
    "when_of",
    "withdraw_record",
    "write_measures",
]
