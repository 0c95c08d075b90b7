"""What the room `publicity` registers when the product starts; `core.apps` imports it."""

from hongmajia.cases.slots import CaseSlot
from hongmajia.core.acts import register_verbs
from hongmajia.core.marks import register_marks
from hongmajia.core.slots import fill_slot
from hongmajia.services.slots import ActivitySlot

from . import receivers  # noqa: F401
from .enums import NEWS_MARKS, NewsVerb, ProjectVerb
from .models import NewsItem

register_verbs(NewsVerb)
register_verbs(ProjectVerb)
register_marks(NewsItem, NEWS_MARKS)
fill_slot(ActivitySlot.PUBLICITY, "activity_told")
fill_slot(CaseSlot.CARD, "case_card")
