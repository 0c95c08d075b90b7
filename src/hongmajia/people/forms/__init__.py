"""Forms of the people room."""

from .apprenticeships import AssessmentForm, DayForm, EndForm, PairForm, UnionPairForm
from .helpers import (
    ArtisanForm,
    AvailabilityForm,
    BaseHonourFormSet,
    CapacityForm,
    ConsentForm,
    FlagForm,
    HelperForm,
    HonourForm,
    HonourFormSet,
    MyForm,
    PauseForm,
    SenderForm,
    TeamForm,
    TeamMemberForm,
)
from .lists import HelperFilter

__all__ = [
    "ArtisanForm",
    "AssessmentForm",
    "AvailabilityForm",
    "BaseHonourFormSet",
    "CapacityForm",
    "ConsentForm",
    "DayForm",
    "EndForm",
    "FlagForm",
    "HelperFilter",
    "HelperForm",
    "HonourForm",
    "HonourFormSet",
    "MyForm",
    "PairForm",
    "PauseForm",
    "SenderForm",
    "TeamForm",
    "TeamMemberForm",
    "UnionPairForm",
]
