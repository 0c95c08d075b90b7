"""What the room `portal` registers when the product starts; `core.apps` imports it."""

from hongmajia.cases.slots import CaseSlot
from hongmajia.core.slots import fill_slot
from hongmajia.core.write_marks import mark_writes
from hongmajia.needs.slots import NeedSlot
from hongmajia.unions.slots import UnionSlot

from .kept_tally import DESK
from .tally_tables import TALLIED

fill_slot(CaseSlot.USE_BY_CODE, "case_use_code")
fill_slot(NeedSlot.CALLERS, "hotline", right="needs.answer_callers")
fill_slot(NeedSlot.TRACKING, "track_need")
fill_slot(UnionSlot.DELIVERIES, "delivery_list", right="portal.see_deliveries")
fill_slot(UnionSlot.ROBOT, "union_robot", right="portal.set_robot")
mark_writes(DESK, TALLIED)
