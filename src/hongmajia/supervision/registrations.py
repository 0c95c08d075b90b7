"""What the room `supervision` registers when the product starts; `core.apps` imports it."""

from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.closed_years import register_year
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import fill_slot
from hongmajia.needs.slots import NeedSlot

from . import personal, receivers  # noqa: F401
from .enums import SUPERVISION_MARKS, SupervisionVerb
from .models import Supervision
from .states import LIFE
from .tasks import remind_due

register_verbs(SupervisionVerb)
register_marks(Supervision, SUPERVISION_MARKS)
register_life(Supervision, LIFE)
register_year(Supervision, "need__season", _("督办"))
fill_slot(NeedSlot.SUPERVISION, "need_supervision", right="supervision.of_need")
fill_slot(NeedSlot.SUPERVISIONS, "supervision_list")
schedule.every("5 8 * * *", remind_due)
