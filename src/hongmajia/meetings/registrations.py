"""What the room `meetings` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import register_year
from hongmajia.core.slots import fill_slot
from hongmajia.matching.slots import MatchingSlot
from hongmajia.notices.wording import register_told
from hongmajia.services.models import Activity, Confirmation
from hongmajia.services.slots import ActivitySlot

from . import personal, receivers  # noqa: F401
from .enums import MeetingVerb
from .models import Listener, Meeting
from .told import TOLD

register_verbs(MeetingVerb)
register_year(Meeting, "activity__season")
fill_slot(MatchingSlot.MEETING, "meeting_new", right="meetings.call")
fill_slot(MatchingSlot.MEETINGS, "problem_meetings", right="meetings.call")
fill_slot(ActivitySlot.MEETING, "activity_meeting", right="meetings.read")
MEETING_OF = "SELECT id FROM meetings_meeting WHERE activity_id"
track(
    "meeting",
    Meeting,
    {
        Activity: f"{MEETING_OF} = NEW.id",
        Activity.engagements.through: f"{MEETING_OF} = NEW.activity_id",
        Listener: "SELECT NEW.meeting_id",
        Confirmation: f"{MEETING_OF} IN (SELECT activity_id FROM services_activity_engagements"
        " WHERE engagement_id = NEW.engagement_id)",
    },
)
for name, sentence in TOLD.items():
    register_told(name, sentence)
