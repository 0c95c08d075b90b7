"""What the room `meetings` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.slots import fill_slot
from hongmajia.matching.slots import MatchingSlot
from hongmajia.notices.wording import register_told
from hongmajia.services.slots import ActivitySlot

from . import receivers  # noqa: F401
from .enums import MeetingVerb
from .told import TOLD

register_verbs(MeetingVerb)
fill_slot(MatchingSlot.MEETING, "meeting_new", right="meetings.call")
fill_slot(MatchingSlot.MEETINGS, "problem_meetings", right="meetings.call")
fill_slot(ActivitySlot.MEETING, "activity_meeting", right="meetings.read")
for name, sentence in TOLD.items():
    register_told(name, sentence)
