"""What the room `events` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.importers import register_importer
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.slots import fill_slot
from hongmajia.people.slots import ApprenticeshipSlot, HelperSlot
from hongmajia.services.slots import ActivitySlot
from hongmajia.unions.copying import register_part

from . import personal  # noqa: F401
from .copying import CriteriaToCopy
from .enums import CriterionVerb, EventVerb
from .guest_imports import GuestImport, StopImport
from .imports import AgendaImport, UnitImport
from .models import AgendaItem, Part, Question, Stop
from .queries import named_in

register_verbs(EventVerb)
register_verbs(CriterionVerb)
register_part(CriteriaToCopy)
register_importer(UnitImport())
register_importer(AgendaImport())
register_importer(GuestImport())
register_importer(StopImport())
fill_slot(ActivitySlot.EVENT, "event_main")
fill_slot(ActivitySlot.EVENT_SIDE, "event_side")
fill_slot(HelperSlot.CEREMONIES, "helper_ceremonies")
fill_slot(ApprenticeshipSlot.CEREMONY, "apprenticeship_ceremony")
for model in (AgendaItem, Part, Question, Stop):
    register_reading(model, Reading(whose=named_in))
