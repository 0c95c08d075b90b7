"""An itinerary as a workbook."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hongmajia.core.spreadsheets import Sheet
from hongmajia.matching.export import need_cells

from .queries import Day


def itinerary_sheet(days: Iterable[Day], names: Collection[int]) -> Sheet:
    """Return a sheet with one row a visit; the asker is named for needs in ``names`` only."""
    widths = [14, 8, 8, 8, 14, 32, 12, 18, 28, 8, 8, 10, 8]
    rows = (row for day in days for row in _visits(day, names))
    return Sheet(_("行程"), _headings(), rows, widths)


def _headings() -> list[str]:
    return [
        _("日期"),
        _("出门"),
        _("开始"),
        _("结束"),
        _("需求编号"),
        _("需求"),
        _("地区"),
        _("行业"),
        _("企业"),
        _("路程（公里）"),
        _("路上（分钟）"),
        _("时间"),
        _("回到"),
    ]


def _visits(day: Day, names: Collection[int]) -> Iterator[list[Any]]:
    """Yield the rows of a day; departure stands in the first, return in the last."""
    for n, stop in enumerate(day.stops, start=1):
        need = stop.engagement.need
        begins, ends = timezone.localtime(stop.begins), timezone.localtime(stop.ends)
        yield [
            date_format(day.date, "SHORT_DATE_FORMAT"),
            day.leaves if n == 1 else "",
            f"{begins:%H:%M}",
            f"{ends:%H:%M}",
            *need_cells(need),
            need.asker_label if need.pk in names else "",
            round(stop.km),
            stop.minutes,
            _("已约定") if stop.is_agreed else _("待约定"),
            day.back if n == len(day.stops) else "",
        ]
