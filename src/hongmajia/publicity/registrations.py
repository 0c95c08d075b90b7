"""What the room `publicity` registers when the product starts; `core.apps` imports it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.cases.slots import CaseSlot
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import register_year
from hongmajia.core.exports import register_exporter
from hongmajia.core.indexes import Indexed, keep_words
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.search_kinds import register_kind
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.services.slots import ActivitySlot
from hongmajia.unions.queries import cadres_of

from . import personal, receivers  # noqa: F401
from .enums import NEWS_MARKS, NewsState, NewsVerb, PlanVerb, ProjectVerb
from .exports import PLAN_EXPORT
from .finding import NEWS, news_search, words_of
from .models import NewsItem, Passing, PlanEntry, Project, ProjectStep
from .queries import named_in_news, named_in_project, named_in_step, noted_in
from .slots import NewsSlot, ProjectSlot
from .states import LIFE, PASSING_LIFE

declare_slots(NewsSlot)
declare_slots(ProjectSlot)
register_verbs(NewsVerb)
register_verbs(ProjectVerb)
register_verbs(PlanVerb)
register_exporter(PLAN_EXPORT)
register_year(PlanEntry, "season")
register_marks(NewsItem, NEWS_MARKS)
fill_slot(ActivitySlot.PUBLICITY, "activity_told")
fill_slot(CaseSlot.CARD, "case_card")
register_life(NewsItem, LIFE)
register_life(Passing, PASSING_LIFE)
register_reading(NewsItem, Reading(whose=lambda item: named_in_news(item, noted_in(item))))
register_reading(Project, Reading(whose=named_in_project))
register_reading(ProjectStep, Reading(whose=named_in_step))
register_reminded(
    NewsItem,
    Reminded(
        people=lambda item: cadres_of(item.union),
        address=lambda item: reverse("news_item", args=[item.pk]),
        sentence=_("动态“%(title)s”的草稿放了很久，请发布"),
    ),
)
register_reminded(
    Passing,
    Reminded(
        people=lambda passing: cadres_of(passing.union),
        address=lambda passing: reverse("news_passing", args=[passing.pk]),
        sentence=_("报送的动态还没有答复：%(title)s"),
        only=Q(item__state=NewsState.PUBLISHED),  # what is withdrawn waits for nobody
    ),
)
track("news", NewsItem)
register_kind(8, NEWS)
keep_words(Indexed(news_search, NewsItem, text=words_of))
