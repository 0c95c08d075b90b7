"""What the room `services` registers when the product starts; `core.apps` imports it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import keep_possible, register_year
from hongmajia.core.erasing import register_obstacle
from hongmajia.core.exports import register_exporter
from hongmajia.core.indexes import Indexed, keep_words
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.search_kinds import register_kind
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.engagements.models import Engagement
from hongmajia.engagements.slots import EngagementSlot
from hongmajia.engagements.ticking import ENGAGEMENTS
from hongmajia.needs.models import Need
from hongmajia.needs.slots import NeedSlot
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.notices.sides import Directory, Reach, register_callees
from hongmajia.notices.wording import register_told
from hongmajia.offers.slots import OfferSlot
from hongmajia.people.slots import HelperSlot
from hongmajia.unions.copying import register_taken
from hongmajia.unions.queries import cadres_of

from . import personal, receivers  # noqa: F401
from .actions import reveal_sign_up
from .enums import ACTIVITY_MARKS, ServiceVerb
from .erasing import coming_activities, open_objections
from .export import ACTIVITY_EXPORT
from .finding import ACTIVITIES, activity_search, words_of
from .models import (
    Activity,
    Attendance,
    CallBack,
    Confirmation,
    Objection,
    ServiceRecord,
    SignUp,
    Suggestion,
    Training,
)
from .parties import audience_of, parties_at, parties_of
from .queries import confirmed_in
from .slots import ActivitySlot
from .states import LIFE, OBJECTION_LIFE
from .tasks import remind_overdue
from .ticking import APPOINTING
from .told import TO_ASKERS, TO_HELPERS, TO_SIGNED_UP

register_verbs(ServiceVerb)
register_taken("confirm_days", confirmed_in)
register_exporter(ACTIVITY_EXPORT)
register_kind(7, ACTIVITIES)
keep_words(Indexed(activity_search, Activity, text=words_of))
schedule.every("15 8 * * *", remind_overdue)
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
for page, told in {"track": TO_ASKERS, "": TO_HELPERS, "sign_up": TO_SIGNED_UP}.items():
    for name, sentence in told.items():
        register_told(name, sentence, page=page)
register_callees(
    SignUp,
    Directory(
        name=lambda signed: signed.name,
        number=lambda signed, actor: reveal_sign_up(signed=signed, actor=actor),
        reach=lambda signed: Reach(signed.phone, "sign_up", signed.code),
    ),
)
register_life(Activity, LIFE)
register_life(Objection, OBJECTION_LIFE)
register_year(Activity, "season", _("活动"))
register_year(Confirmation, "engagement__need__season")
register_year(Objection, "activity__season", _("对记录的异议"))
register_year(CallBack, "confirmation__engagement__need__season")
keep_possible(ServiceVerb.SIGN_UP_REVEALED, ServiceVerb.WAY_CLOSED)
register_reading(Activity, Reading(whose=lambda each: audience_of(each.engagements.all())))
register_reading(
    ServiceRecord, Reading(whose=lambda each: parties_at(each.activity), related=("activity",))
)
register_reading(
    Suggestion,
    Reading(whose=lambda each: parties_at(each.record.activity), related=("record__activity",)),
)
register_reading(
    Confirmation,
    Reading(
        whose=lambda each: parties_of([each.engagement]),
        related=("engagement__need__enterprise", "engagement__helper"),
    ),
)
register_ticked(ENGAGEMENTS, APPOINTING)
register_reminded(
    Activity,
    Reminded(
        people=lambda activity: cadres_of(activity.union),
        address=lambda activity: reverse("activity", args=[activity.pk]),
        sentence=_("%(title)s：活动办完了请写记录；没有办成，请取消"),
        only=Q(engagements__isnull=True),
    ),
)
register_reminded(
    Objection,
    Reminded(
        people=lambda objection: cadres_of(objection.union),
        address=lambda objection: reverse("objection", args=[objection.pk]),
        sentence=_("对服务记录的异议过了时限，请答复：%(title)s"),
    ),
)
SERVED = "services_activity_engagements"
OF_ENGAGEMENT = f"SELECT activity_id FROM {SERVED} WHERE engagement_id = NEW.id"
OF_NEED = (
    f"SELECT activity_id FROM {SERVED} WHERE engagement_id IN"
    " (SELECT id FROM engagements_engagement WHERE need_id = NEW.id)"
)
RECORD_OF = "SELECT id FROM services_servicerecord WHERE activity_id"
SUGGESTION_OF = f"SELECT id FROM services_suggestion WHERE record_id IN ({RECORD_OF}"
CONFIRMATION_OF = "SELECT id FROM services_confirmation WHERE engagement_id"
track(
    "activity",
    Activity,
    {
        Activity.engagements.through: "SELECT NEW.activity_id",
        Activity.enterprises.through: "SELECT NEW.activity_id",
        Attendance: "SELECT NEW.activity_id",
        Engagement: OF_ENGAGEMENT,
        Need: OF_NEED,
    },
)
track(
    "record",
    ServiceRecord,
    {
        Activity: f"{RECORD_OF} = NEW.id",
        Attendance: f"{RECORD_OF} = NEW.activity_id",
        Training: "SELECT NEW.record_id",
        Engagement: f"{RECORD_OF} IN ({OF_ENGAGEMENT})",
        Need: f"{RECORD_OF} IN ({OF_NEED})",
    },
)
track(
    "suggestion",
    Suggestion,
    {
        Engagement: f"{SUGGESTION_OF} IN ({OF_ENGAGEMENT}))",
        Need: f"{SUGGESTION_OF} IN ({OF_NEED}))",
    },
)
track(
    "confirmation",
    Confirmation,
    {
        Engagement: f"{CONFIRMATION_OF} = NEW.id",
        Need: f"{CONFIRMATION_OF} IN"
        " (SELECT id FROM engagements_engagement WHERE need_id = NEW.id)",
    },
)
register_obstacle(coming_activities)
register_obstacle(open_objections)
