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
from .safety import InsuranceForm, LicenceForm
from .ties import TieForm

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
    "InsuranceForm",
    "LicenceForm",
    "MyForm",
    "PairForm",
    "PauseForm",
    "SenderForm",
    "TeamForm",
    "TeamMemberForm",
    "TieForm",
    "UnionPairForm",
]
