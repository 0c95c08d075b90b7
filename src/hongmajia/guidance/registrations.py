"""What the room `guidance` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.closed_years import register_year
from hongmajia.core.slots import fill_slot
from hongmajia.engagements.slots import EngagementSlot

from . import personal  # noqa: F401
from .enums import GuidanceVerb
from .models import Message

register_verbs(GuidanceVerb)
register_year(Message, "engagement__need__season")
fill_slot(EngagementSlot.THREAD, "thread_in_short")
fill_slot(EngagementSlot.UNREAD, "threads_unread")
