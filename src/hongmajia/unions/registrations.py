"""What the room `unions` registers when the product starts; `core.apps` imports it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hongmajia.core import schedule
from hongmajia.core.acts import register_verbs
from hongmajia.core.changes import track
from hongmajia.core.closed_years import keep_possible, register_year
from hongmajia.core.column_maps import register_shelf
from hongmajia.core.erasing import register_obstacle
from hongmajia.core.exports import register_exporter
from hongmajia.core.finding import register_finder
from hongmajia.core.hotline import register_hotline
from hongmajia.core.importers import register_importer
from hongmajia.core.models import ImportJob
from hongmajia.core.new_database import register_filling
from hongmajia.core.slots import declare_slots

from . import personal  # noqa: F401
from .copying import register_part
from .doubling import find_doubles
from .duty import hotline_of
from .enums import UnionVerb
from .erasing import held_roles
from .exports import ENTERPRISE_EXPORT
from .finding import find_enterprises, find_unions
from .first_rows import add_first_rows
from .handing_over import Work, imports_of, register_work
from .holiday_imports import HolidayImport
from .import_maps import UnionShelf
from .imports import EnterpriseImport
from .models import Enterprise, Season, Union
from .people_imports import PeopleImport
from .slots import EnterpriseSlot, SeasonSlot, UnionSlot
from .target_copy import TargetsToCopy
from .target_exports import TARGET_EXPORT
from .target_imports import TargetImport
from .union_exports import UNION_EXPORT
from .union_imports import UnionImport

register_verbs(UnionVerb)
register_hotline(lambda: hotline_of(None))
register_part(TargetsToCopy)
register_year(Season, "")
keep_possible(UnionVerb.SEASON_CLOSED, UnionVerb.SEASON_OPENED_AGAIN)
register_shelf(UnionShelf())
register_importer(UnionImport())
register_importer(EnterpriseImport())
register_importer(PeopleImport())
register_importer(TargetImport())
register_importer(HolidayImport())
register_exporter(ENTERPRISE_EXPORT)
register_exporter(TARGET_EXPORT)
register_exporter(UNION_EXPORT)
register_finder(2, _("企业"), find_enterprises)
register_finder(6, pgettext_lazy("many", "工会"), find_unions)
register_work(Work(_("没导入完的表格"), ImportJob, "owner", imports_of))
declare_slots(EnterpriseSlot)
declare_slots(UnionSlot)
declare_slots(SeasonSlot)
schedule.every("20 2 * * *", find_doubles)
track("union", Union)
track("enterprise", Enterprise)
register_filling(add_first_rows)
register_obstacle(held_roles)
