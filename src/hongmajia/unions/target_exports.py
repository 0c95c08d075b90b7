"""The targets of a season as a spreadsheet, with the columns of its import."""

from collections.abc import Iterator
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.asked import key_of
from hongmajia.core.exports import Content, Exporter
from hongmajia.core.gate import get_for
from hongmajia.core.spreadsheets import Sheet

from .enums import Indicator
from .models import Season, Union
from .queries import OFFICES
from .target_grid import amounts_of


def content_of(reader: Any, query: QueryDict) -> Content:
    """A row for each office of the host and below, with its targets."""
    seasons = Season.objects.visible_to(reader).select_related("union")
    season = get_for(reader, seasons, "unions.change_season", pk=key_of(query.get("season")))
    below = Union.objects.open().filter(path__startswith=season.union.path, kind__in=OFFICES)
    unions = list(below.by_path())
    headings = [_("年度"), _("工会"), *(str(indicator.label) for indicator in Indicator)]
    widths = [8, 30, *[12] * len(Indicator)]
    sheet = Sheet(_("目标"), headings, _rows(season, unions), widths)
    return Content(_("%(season)s各工会目标") % {"season": season}, [sheet], len(unions))


def _rows(season: Season, unions: list[Union]) -> Iterator[tuple[Any, ...]]:
    amounts = amounts_of(season)
    for union in unions:
        yield (season.year, union.name, *(amounts.get((union.pk, i.value)) for i in Indicator))


TARGET_EXPORT = Exporter(
    kind="targets",
    title=gettext_lazy("各工会目标"),
    section="unions",
    content=content_of,
    page=lambda query: f"{reverse('season')}?{query.urlencode()}",
)
