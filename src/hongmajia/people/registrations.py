"""What the room `people` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.imports import register_importer
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import declare_slots
from hongmajia.notices.sides import Directory, register_callees

from .actions import reveal_number
from .enums import APPRENTICESHIP_MARKS, ApprenticeVerb, HelperVerb
from .imports import ArtisanImport, TeamImport
from .models import Apprenticeship, Helper
from .slots import HelperSlot

register_verbs(HelperVerb)
register_verbs(ApprenticeVerb)
register_importer(ArtisanImport())
register_importer(TeamImport())
register_marks(Apprenticeship, APPRENTICESHIP_MARKS)
declare_slots(HelperSlot)
register_callees(
    Helper,
    Directory(
        name=lambda helper: helper.public_name,
        number=lambda helper, actor: reveal_number(helper=helper, actor=actor),
    ),
)
