"""What the room `matching` registers when the product starts; `core.apps` imports it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.closed_years import register_year
from hongmajia.core.exports import register_exporter
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.needs.slots import NeedSlot
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.unions.handing_over import Work, register_work
from hongmajia.unions.queries import cadres_of

from . import personal, receivers  # noqa: F401
from .enums import ROUND_MARKS, RoundState, RoundVerb
from .export import PLAN_EXPORT
from .models import Round
from .slots import MatchingSlot
from .states import LIFE
from .tasks import find_common_problems, learn_meanings
from .ticking import INVITING, TO_INVITE

register_verbs(RoundVerb)
schedule.every("20 * * * *", find_common_problems)
schedule.every("*/5 * * * *", learn_meanings)
register_marks(Round, ROUND_MARKS)
register_exporter(PLAN_EXPORT)
declare_slots(MatchingSlot)
fill_slot(NeedSlot.SHORTLIST, "shortlist", right="needs.match")
fill_slot(NeedSlot.INVITING, "invite_many")
register_ticked(TO_INVITE, INVITING)
register_life(Round, LIFE)
register_year(Round, "season", _("对接轮次"))
register_work(
    Work(
        _("对接方案"),
        Round,
        "owner",
        lambda person, union: Round.objects.filter(
            owner=person, union__path__startswith=union.path
        ).exclude(state__in=[RoundState.SENT, RoundState.SHELVED]),
    )
)
register_reminded(
    Round,
    Reminded(
        people=lambda round_: cadres_of(round_.union),
        address=lambda round_: reverse("round", args=[round_.pk]),
        sentence=_("对接方案（%(title)s）算好几天了，请看过再发出"),
        only=Q(after__isnull=True),
    ),
)
