"""What the room `people` registers when the product starts; `core.apps` imports it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.erasing import register_obstacle
from hongmajia.core.exports import register_exporter
from hongmajia.core.finding import register_finder
from hongmajia.core.importers import register_importer
from hongmajia.core.indexes import Indexed, keep_words
from hongmajia.core.lives import register_life
from hongmajia.core.marks import register_marks
from hongmajia.core.search_kinds import register_kind
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.ticking import register_ticked
from hongmajia.notices.overdue import Reminded, register_reminded
from hongmajia.notices.sides import Directory, Reach, register_callees
from hongmajia.unions.queries import cadres_of
from hongmajia.unions.slots import EnterpriseSlot, UnionSlot
from hongmajia.unions.visiting import register_homes

from . import personal  # noqa: F401
from .actions import reveal_number
from .enums import APPRENTICESHIP_MARKS, ApprenticeVerb, HelperVerb
from .erasing import on_the_roll
from .export import EXPORTS
from .finding import FOUND_HELPERS, find_helpers, helper_search, loaded, words_of
from .imports import ArtisanImport
from .models import Apprenticeship, Artisan, Helper, Honour, Team
from .pair_imports import PairImport
from .queries import phone_of, unions_of_rolls
from .slots import ApprenticeshipSlot, HelperSlot
from .states import LIFE
from .tasks import remind_of_ending
from .team_imports import TeamImport
from .ticking import HELPERS, OPENING
from .tie_imports import TieImport

register_verbs(HelperVerb)
register_homes(unions_of_rolls)
register_verbs(ApprenticeVerb)
register_importer(ArtisanImport())
register_importer(TeamImport())
register_importer(PairImport())
register_importer(TieImport())
for exporter in EXPORTS.values():
    register_exporter(exporter)
register_finder(3, _("师傅和团队"), find_helpers)
register_kind(3, FOUND_HELPERS)
keep_words(
    Indexed(
        helper_search,
        Helper,
        text=words_of,
        loaded=loaded,
        parts={Artisan: "pk", Honour: "helper_id"},
    )
)
register_marks(Apprenticeship, APPRENTICESHIP_MARKS)
schedule.every("25 8 * * *", remind_of_ending)
fill_slot(UnionSlot.INSURANCE, "union_insurance")
fill_slot(EnterpriseSlot.MASTERS, "enterprise_masters")
declare_slots(HelperSlot)
declare_slots(ApprenticeshipSlot)
register_callees(
    Helper,
    Directory(
        name=lambda helper: helper.public_name,
        number=lambda helper, actor: reveal_number(helper=helper, actor=actor),
        reach=lambda helper: Reach(phone_of(helper)),
    ),
)
register_life(Apprenticeship, LIFE)
register_ticked(HELPERS, OPENING)
register_reminded(
    Apprenticeship,
    Reminded(
        people=lambda paired: cadres_of(paired.union),
        address=lambda paired: reverse("apprenticeship", args=[paired.pk]),
        sentence=_("师徒结对“%(title)s”过了时限，请看看下一步"),
    ),
)
track(
    "helper",
    Helper,
    {
        Artisan: "SELECT NEW.helper_id",
        Team: "SELECT NEW.helper_id",
        Honour: "SELECT NEW.helper_id",
    },
)
register_obstacle(on_the_roll)
