"""What the room `engagements` registers when the product starts; `core.apps` imports it."""

from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import register_year
from hongmajia.core.erasing import register_obstacle
from hongmajia.core.exports import register_exporter
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.needs.models import Need
from hongmajia.needs.slots import NeedSlot
from hongmajia.needs.story import register_awaited_helper
from hongmajia.notices.wording import register_told
from hongmajia.offers.slots import OfferSlot
from hongmajia.people.models import Helper
from hongmajia.people.queries import register_workload
from hongmajia.people.slots import HelperSlot

from . import personal, receivers  # noqa: F401
from .enums import ENGAGEMENT_MARKS, EngagementVerb
from .erasing import dangerous_work, open_engagements
from .export import ENGAGEMENT_EXPORT
from .models import Engagement
from .queries import awaited_helper, load_this_week
from .slots import EngagementSlot
from .states import LIFE
from .tasks import expire_silent, remind_overdue
from .ticking import ACCEPTING, CHOOSING, ENGAGEMENTS, REFUSING, URGING
from .told import TOLD

register_verbs(EngagementVerb)
register_exporter(ENGAGEMENT_EXPORT)
register_workload(load_this_week)
register_awaited_helper(awaited_helper)
schedule.every("*/10 * * * *", expire_silent)
schedule.every("5 8 * * *", remind_overdue)
register_marks(Engagement, ENGAGEMENT_MARKS)
declare_slots(EngagementSlot)
fill_slot(HelperSlot.HISTORY, "helper_history")
fill_slot(OfferSlot.ORDER, "order_offer")
fill_slot(NeedSlot.CLAIM, "claim_need")
fill_slot(NeedSlot.ENGAGEMENTS, "need_engagements")
register_life(Engagement, LIFE)
register_year(Engagement, "need__season", _("对接"))
register_ticked(ENGAGEMENTS, ACCEPTING, CHOOSING, REFUSING, URGING)
track(
    "engagement",
    Engagement,
    {
        Need: "SELECT id FROM engagements_engagement WHERE need_id = NEW.id",
        Helper: "SELECT id FROM engagements_engagement WHERE helper_id = NEW.id",
    },
)
for name, sentence in TOLD.items():
    register_told(name, sentence)
register_obstacle(open_engagements)
register_obstacle(dangerous_work)
