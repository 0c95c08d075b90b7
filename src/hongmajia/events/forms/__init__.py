"""Forms of events."""

from .sheets import (
    AgendaRows,
    CriterionRows,
    GuestRows,
    PairRows,
    StopRows,
    TermForm,
    criteria_in,
)
from .single import (
    CeremonyForm,
    CeremonyPlanForm,
    EvaluationForm,
    EventPhotoForm,
    HeadsForm,
    InviteForm,
    QuestionForm,
    SayForm,
    UnitsForm,
)

__all__ = [
    "AgendaRows",
    "CeremonyForm",
    "CeremonyPlanForm",
    "CriterionRows",
    "EvaluationForm",
    "EventPhotoForm",
    "GuestRows",
    "HeadsForm",
    "InviteForm",
    "PairRows",
    "QuestionForm",
    "SayForm",
    "StopRows",
    "TermForm",
    "UnitsForm",
    "criteria_in",
]
