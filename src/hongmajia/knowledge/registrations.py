"""What the room `knowledge` registers when the product starts; `core.apps` imports it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.cases.appendices import register_appendix
from hongmajia.cases.slots import CaseSlot
from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import register_year
from hongmajia.core.exports import register_exporter
from hongmajia.core.indexes import Indexed, keep_words
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.search_kinds import register_kind
from hongmajia.core.slots import fill_slot
from hongmajia.matching.slots import MatchingSlot
from hongmajia.needs.slots import NeedSlot
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.services.models import Confirmation

from . import personal, receivers  # noqa: F401
from .actions.notifying import people_to_remind
from .appendix import kinds_in_book
from .enums import ANSWER_MARKS, AnswerVerb, KindVerb, TrialVerb
from .export import KIND_EXPORT
from .finding import KINDS, kind_search, words_of
from .models import Answer, ProblemKind, Trial
from .states import LIFE
from .tasks import tell_masters, warn_cadres
from .whose import parties_of_answer, parties_of_kind, parties_of_trial

register_verbs(KindVerb)
register_verbs(AnswerVerb)
register_verbs(TrialVerb)
register_marks(Answer, ANSWER_MARKS)
register_life(Answer, LIFE)
register_year(Trial, "season")
register_exporter(KIND_EXPORT)
register_kind(2, KINDS)
keep_words(Indexed(kind_search, ProblemKind, text=words_of))
register_appendix(kinds_in_book)
register_reading(ProblemKind, Reading(whose=parties_of_kind))
register_reading(Answer, Reading(whose=parties_of_answer))
register_reading(Trial, Reading(whose=parties_of_trial))
fill_slot(CaseSlot.KINDS, "kind_list")
fill_slot(NeedSlot.ALIKE, "ask_alike")
fill_slot(NeedSlot.KIND, "need_kind")
fill_slot(MatchingSlot.KIND, "kind_new", right="knowledge.confirm")
schedule.every("30 8 * * 1", tell_masters)
schedule.every("35 8 * * *", warn_cadres)
register_reminded(
    Answer,
    Reminded(
        people=people_to_remind,
        address=lambda answer: reverse("answer", args=[answer.pk]),
        sentence=_("“%(title)s”的标准答案放了很久，请接着办"),
    ),
)
track(
    "kind",
    ProblemKind,
    {
        Answer: "SELECT id FROM knowledge_problemkind WHERE id = NEW.kind_id",
        Confirmation: (
            "SELECT a.kind_id FROM knowledge_answer a JOIN knowledge_answer_basis b"
            " ON b.answer_id = a.id WHERE b.engagement_id = NEW.engagement_id"
        ),
    },
)
