"""What the room `matching` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.needs.slots import NeedSlot

from . import receivers  # noqa: F401
from .enums import ROUND_MARKS, RoundVerb
from .models import Round
from .slots import MatchingSlot
from .tasks import find_common_problems, learn_meanings

register_verbs(RoundVerb)
schedule.every("20 * * * *", find_common_problems)
schedule.every("*/5 * * * *", learn_meanings)
register_marks(Round, ROUND_MARKS)
declare_slots(MatchingSlot)
fill_slot(NeedSlot.SHORTLIST, "shortlist", right="needs.match")
