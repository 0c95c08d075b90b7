"""What the room `circulars` registers when the product starts; `core.apps` imports it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.exports import register_exporter
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import fill_slot
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.notices.sides import Directory, register_callees
from hongmajia.unions.copying import register_part
from hongmajia.unions.queries import cadres_of
from hongmajia.unions.slots import UnionSlot

from . import personal  # noqa: F401
from .copying import CircularsToCopy
from .enums import CIRCULAR_MARKS, RECEIPT_MARKS, CircularVerb
from .export import CIRCULAR_EXPORT
from .models import Circular, Receipt
from .states import CIRCULAR_LIFE, RECEIPT_LIFE
from .tasks import remind_unanswered

register_verbs(CircularVerb)
register_part(CircularsToCopy)
register_marks(Circular, CIRCULAR_MARKS)
register_marks(Receipt, RECEIPT_MARKS)
register_life(Circular, CIRCULAR_LIFE)
register_life(Receipt, RECEIPT_LIFE)
register_exporter(CIRCULAR_EXPORT)
fill_slot(UnionSlot.CIRCULARS, "circular_list")
schedule.every("10 8 * * *", remind_unanswered)
register_callees(
    Receipt, Directory(name=lambda receipt: receipt.union.name, number=lambda _receipt, _actor: "")
)
register_reminded(
    Circular,
    Reminded(
        people=lambda circular: cadres_of(circular.union),
        address=lambda circular: reverse("circular", args=[circular.pk]),
        sentence=_("通知“%(title)s”还没有发出"),
    ),
)
