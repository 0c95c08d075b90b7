"""Forms of the services room."""

from .activities import (
    ActivityForm,
    DoorForm,
    FirmsForm,
    PastVisitForm,
    SignUpForm,
    VisitForm,
    call_off_form,
)
from .appointments import AppointmentForm
from .dates import DateForm
from .records import (
    RecordForm,
    SuggestionForms,
    TrainingForms,
    suggestions_in,
    trainings_in,
    withdraw_form,
)
from .results import (
    CallBackForm,
    ConfirmForm,
    DeputyConfirmForm,
    MilestoneForm,
    confirm_form,
    relapse_form,
)

__all__ = [
    "ActivityForm",
    "AppointmentForm",
    "CallBackForm",
    "ConfirmForm",
    "DateForm",
    "DeputyConfirmForm",
    "DoorForm",
    "FirmsForm",
    "MilestoneForm",
    "PastVisitForm",
    "RecordForm",
    "SignUpForm",
    "SuggestionForms",
    "TrainingForms",
    "VisitForm",
    "call_off_form",
    "confirm_form",
    "relapse_form",
    "suggestions_in",
    "trainings_in",
    "withdraw_form",
]
