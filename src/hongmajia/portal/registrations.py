"""What the room `portal` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.slots import fill_slot
from hongmajia.needs.slots import NeedSlot

fill_slot(NeedSlot.CALLERS, "hotline", right="needs.answer_callers")
fill_slot(NeedSlot.TRACKING, "track_need")
