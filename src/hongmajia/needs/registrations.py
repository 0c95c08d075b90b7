"""What the room `needs` registers when the product starts; `core.apps` imports it."""

from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import keep_possible, register_year
from hongmajia.core.erasing import register_obstacle
from hongmajia.core.erasures import Erasable, register_erasable
from hongmajia.core.exports import register_exporter
from hongmajia.core.finding import register_finder
from hongmajia.core.importers import register_importer
from hongmajia.core.indexes import Indexed, keep_words
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.search_kinds import register_kind
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.notices.sides import Directory, Reach, register_callees
from hongmajia.notices.wording import register_sms, register_told
from hongmajia.unions.copying import register_part, register_taken
from hongmajia.unions.slots import EnterpriseSlot

from . import personal, receivers  # noqa: F401
from .actions import reveal_contact, reveal_sharer
from .asking import asker_of
from .copying import NeedsToCarry
from .enums import NEED_MARKS, NeedVerb
from .erasing import erase_asker_again, open_needs
from .export import NEED_EXPORT
from .finding import NEEDS, find_needs
from .imports import NeedImport
from .models import Need, SameProblem, need_search
from .queries import verified_in
from .slots import NeedSlot
from .states import LIFE
from .tasks import forget_same_problems, remind_overdue
from .ticking import LISTING, QUEUE, TAKING_OVER
from .told import TOLD

register_verbs(NeedVerb)
register_part(NeedsToCarry)
register_taken("verify_days", verified_in)
register_importer(NeedImport())
register_exporter(NEED_EXPORT)
register_finder(1, _("企业问题"), find_needs)
register_kind(1, NEEDS)
schedule.every("0 8 * * *", remind_overdue)
schedule.every("55 3 * * *", forget_same_problems)
register_marks(Need, NEED_MARKS)
declare_slots(NeedSlot)
fill_slot(EnterpriseSlot.NEW_NEED, "need_enter")
register_callees(
    Need,
    Directory(
        name=lambda need: need.contact_name,
        number=lambda need, actor: reveal_contact(need=need, actor=actor),
        reach=lambda need: Reach(need.contact_phone, "track", need.tracking_code),
    ),
)
register_callees(
    SameProblem,
    Directory(
        name=lambda said: said.name,
        number=lambda said, actor: reveal_sharer(said=said, actor=actor),
    ),
)
register_sms("ask_code", _("您提需求的验证码%(code)s，%(minutes)s分钟内有效。"))
for name, sentence in TOLD.items():
    register_told(name, sentence)
register_life(Need, LIFE)
register_year(Need, "season", _("需求"))
keep_possible(
    NeedVerb.LOOKED_UP, NeedVerb.CODE_TOLD, NeedVerb.CODE_PRINTED, NeedVerb.REVEALED, NeedVerb.READ
)
register_reading(Need, Reading(whose=asker_of, related=("enterprise", "region__parent")))
register_ticked(QUEUE, LISTING, TAKING_OVER)
track("need", Need)
keep_words(Indexed(need_search, Need, text=lambda need: need.search_text))
register_obstacle(open_needs)
register_erasable(Erasable(Need, "submitted_at", again=erase_asker_again))
