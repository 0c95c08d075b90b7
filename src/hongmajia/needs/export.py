"""Needs as a spreadsheet, with nothing in it that the list itself does not show."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.spreadsheets import Sheet

from .enums import Visibility
from .models import Need

WIDTHS = (14, 32, 60, 30, 14, 18, 24, 10, 12, 12, 30)


def sheet_of(needs: QuerySet[Need]) -> Sheet:
    """A row for each of ``needs`` in their order, read as it is written."""
    headings = [
        _("编号"), _("标题"), _("问题"), _("目标"), _("地区"), _("行业"), _("问题类别"),
        _("方式"), _("办到哪一步"), _("列入日期"), _("企业"),
    ]  # fmt: skip
    found = needs.select_related("season", "region__parent", "enterprise")
    rows = map(row_of, found.iterator(chunk_size=500))
    return Sheet(_("企业问题清单"), headings, rows, WIDTHS)


def row_of(need: Need) -> list[Any]:
    """Its cells; the enterprise only where it agreed to be named."""
    listed = timezone.localdate(need.listed_at) if need.listed_at else ""
    return [
        need.number, need.title, need.text, need.goal, need.region.place, need.industry,
        need.category_label, need.get_mode_display(), need.get_state_display(), listed,
        need.asker_label if need.visibility == Visibility.OPEN else "",
    ]  # fmt: skip
