"""What the room `services` registers when the product starts; `core.apps` imports it."""

from hongmajia.core.acts import register_verbs
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.engagements.slots import EngagementSlot
from hongmajia.matching.slots import MatchingSlot
from hongmajia.needs.slots import NeedSlot
from hongmajia.offers.slots import OfferSlot
from hongmajia.people.slots import HelperSlot

from . import receivers  # noqa: F401
from .enums import ACTIVITY_MARKS, ServiceVerb
from .models import Activity
from .slots import ActivitySlot

register_verbs(ServiceVerb)
register_marks(Activity, ACTIVITY_MARKS)
declare_slots(ActivitySlot)
fill_slot(HelperSlot.SERVICES, "beside_helper")
fill_slot(HelperSlot.CERTIFICATES, "helper_certificates", right="people.change")
fill_slot(OfferSlot.HELD, "offer_held")
fill_slot(NeedSlot.CONFIRM, "need_confirm")
fill_slot(NeedSlot.SERVICES, "need_services")
fill_slot(EngagementSlot.SCHEDULE, "visit_schedule")
fill_slot(EngagementSlot.CONFIRM, "confirm_service")
fill_slot(EngagementSlot.SERVICE, "engagement_service")
fill_slot(MatchingSlot.MEETING, "activity_new")
