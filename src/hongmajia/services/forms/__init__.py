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
from .objections import AnswerForm, ObjectionForm
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
from .safety import MeasuresForm

__all__ = [
    "ActivityForm",
    "AnswerForm",
    "AppointmentForm",
    "CallBackForm",
    "ConfirmForm",
    "DateForm",
    "DeputyConfirmForm",
    "DoorForm",
    "FirmsForm",
    "MeasuresForm",
    "MilestoneForm",
    "ObjectionForm",
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
