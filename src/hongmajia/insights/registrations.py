"""What the room `insights` registers when the product starts; `core.apps` imports it."""

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.exports import register_exporter
from hongmajia.core.figures import register_count
from hongmajia.core.importers import register_importer
from hongmajia.core.slots import declare_slots, fill_slot
from hongmajia.core.write_marks import note_writes
from hongmajia.people.slots import ApprenticeshipSlot, HelperSlot
from hongmajia.unions.slots import EnterpriseSlot

from . import (  # noqa: F401
    personal,
    receivers,
    tasks,
)
from .counting import count_season
from .enums import InsightVerb
from .imports import HistoryImport
from .models import StaleUnion
from .slots import FigureSlot
from .stale import causes, forget_sums
from .volunteer_hours import HOURS_EXPORT

register_verbs(InsightVerb)
register_exporter(HOURS_EXPORT)
register_count(count_season)
declare_slots(FigureSlot)
register_importer(HistoryImport())
fill_slot(HelperSlot.FIGURES, "helper_figures")
fill_slot(HelperSlot.YEARS, "helper_years")
fill_slot(EnterpriseSlot.YEARS, "enterprise_years")
fill_slot(ApprenticeshipSlot.GROWTH, "apprentice_growth", right="insights.read_growth")
note_writes("figures", StaleUnion, causes, forget_sums)
schedule.every("* * * * *", tasks.keep_sums_fresh)
schedule.every("15 4 * * *", tasks.forget_ledgers)
