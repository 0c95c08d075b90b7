"""What the room `guidance` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.slots import fill_slot
from hongmajia.engagements.slots import EngagementSlot

from .enums import GuidanceVerb

register_verbs(GuidanceVerb)
fill_slot(EngagementSlot.THREAD, "thread_in_short")
fill_slot(EngagementSlot.UNREAD, "threads_unread")
