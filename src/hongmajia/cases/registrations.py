"""What the room `cases` registers when the product starts; `core.apps` imports it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import keep_possible, register_year
from hongmajia.core.exports import register_exporter
from hongmajia.core.indexes import Indexed, keep_words
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.rereading import Reading, register_reading
from hongmajia.core.search_kinds import register_kind
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.engagements.models import Engagement
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.people.slots import HelperSlot
from hongmajia.services.models import Confirmation
from hongmajia.unions.copying import register_part
from hongmajia.unions.handing_over import Work, register_work
from hongmajia.unions.queries import cadres_of

from . import personal, receivers  # noqa: F401
from .actions.writing import told_of
from .copying import QuotasToCopy, ReviewersToCopy
from .enums import BOOKLET_MARKS, CASE_MARKS, BookletVerb, CaseVerb
from .export import CASE_EXPORT
from .finding import CASES, case_search, words_of
from .models import Booklet, Case, PublicNotice, Review
from .queries.judging import reviews_fitting, reviews_to_give
from .slots import CaseSlot
from .states import BOOKLET_LIFE, LIFE
from .tasks import record_silences
from .ticking import JUDGED, NOMINATING, SELECTING, WORK

schedule.every("40 * * * *", record_silences)
register_verbs(CaseVerb)
register_part(QuotasToCopy)
register_part(ReviewersToCopy)
register_exporter(CASE_EXPORT)
register_verbs(BookletVerb)
register_kind(6, CASES)
keep_words(Indexed(case_search, Case, text=words_of))
register_marks(Case, CASE_MARKS)
register_marks(Booklet, BOOKLET_MARKS)
declare_slots(CaseSlot)
fill_slot(HelperSlot.CASES, "helper_cases")
register_life(Case, LIFE)
register_year(Case, "season", _("案例"))
register_year(Review, "case__season")
register_year(PublicNotice, "season")
register_year(Booklet, "season", _("案例汇编"))
keep_possible(
    CaseVerb.ENTERPRISE_ANSWERED, CaseVerb.USED, BookletVerb.RECALLED, BookletVerb.HANDED_OUT,
    BookletVerb.NOT_HANDED_OUT,
)  # fmt: skip
register_reading(Case, Reading(whose=told_of, related=("engagement__need__enterprise",)))
register_ticked(JUDGED, SELECTING)
register_ticked(WORK, NOMINATING)
register_life(Booklet, BOOKLET_LIFE)
register_work(Work(_("没有评完的案例"), Review, "reviewer", reviews_to_give, reviews_fitting))
register_work(
    Work(
        _("案例集"),
        Booklet,
        "owner",
        lambda person, union: Booklet.objects.filter(
            owner=person, union__path__startswith=union.path, released_at=None
        ),
    )
)
register_reminded(
    Case,
    Reminded(
        people=lambda case: cadres_of(case.union),
        address=lambda case: reverse("case", args=[case.pk]),
        sentence=_("案例“%(title)s”放了很久，请接着办"),
    ),
)
register_reminded(
    Booklet,
    Reminded(
        people=lambda booklet: cadres_of(booklet.union),
        address=lambda booklet: reverse("booklet", args=[booklet.pk]),
        sentence=_("案例汇编“%(title)s”放了很久，请接着编"),
    ),
)
track(
    "case",
    Case,
    {
        Engagement: "SELECT id FROM cases_case WHERE engagement_id = NEW.id",
        Confirmation: "SELECT id FROM cases_case WHERE engagement_id = NEW.engagement_id",
    },
)
