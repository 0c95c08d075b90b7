"""What the room `cases` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.people.slots import HelperSlot

from . import receivers  # noqa: F401
from .enums import BOOKLET_MARKS, CASE_MARKS, BookletVerb, CaseVerb
from .models import Booklet, Case
from .slots import CaseSlot
from .tasks import record_silences

schedule.every("40 * * * *", record_silences)
register_verbs(CaseVerb)
register_verbs(BookletVerb)
register_marks(Case, CASE_MARKS)
register_marks(Booklet, BOOKLET_MARKS)
declare_slots(CaseSlot)
fill_slot(HelperSlot.CASES, "helper_cases")
