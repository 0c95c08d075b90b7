"""What the room `people` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.imports import register_importer
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import declare_slots

from .enums import APPRENTICESHIP_MARKS, ApprenticeVerb, HelperVerb
from .imports import ArtisanImport, TeamImport
from .models import Apprenticeship
from .slots import HelperSlot

register_verbs(HelperVerb)
register_verbs(ApprenticeVerb)
register_importer(ArtisanImport())
register_importer(TeamImport())
register_marks(Apprenticeship, APPRENTICESHIP_MARKS)
declare_slots(HelperSlot)
