"""What the page of a new season shows of the one before, side by side."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ..copying import PartForm
from ..forms import NewSeasonForm
from ..models import Season, Union
from ..moved_days import holidays_of, reasons, workdays_of
from ..proposing import Proposal
from ..step_times import step_times


def beside(
    form: NewSeasonForm,
    host: Union,
    found: list[Proposal],
    earlier: Season,
    parts: list[PartForm],
    year: int,
) -> dict[str, Any]:
    """What the page shows of the earlier season beside the fields of the new one."""
    known, times = holidays_of(year), step_times(earlier)
    words = {"earlier": earlier.year, "year": year}
    return {
        "template": "unions/season_copy.html",
        "title": _("照%(earlier)s年，做%(year)s年的服务月") % words,
        "lead": _("日期已经替您挪好，前后都落在工作日上；每一格都能改。"),
        "earlier": earlier,
        "sources": [season for season in host.seasons.all() if season.year < year],
        "has_holidays": bool(known),
        "stages": [
            StageLine.of(form, one, _("；").join(reasons(one, year - earlier.year, known)))
            for one in found
        ],
        "limits": [
            (field, getattr(earlier, field.name), times.get(field.name))
            for field in form.limit_fields
        ],
        "parts": parts,
        "narrow_parts": [part for part in parts if not part.is_wide],
        "wide_parts": [part for part in parts if part.is_wide],
    }


@dataclass(frozen=True)
class StageLine:
    """A stage of both years: its days, its working days, and why a day was moved."""

    label: Any
    before: tuple[date, date] | None
    starts: Any
    ends: Any
    days_before: int | None
    days: int | None
    reasons: str

    @classmethod
    def of(cls, form: NewSeasonForm, one: Proposal, why: str) -> "StageLine":
        """The line of a proposal, or of the days that were typed in its place."""
        days = form.typed(one.stage) if form.is_bound else (one.starts, one.ends)
        return cls(
            label=one.stage.label,
            before=one.before,
            starts=form[f"{one.stage}_starts"],
            ends=form[f"{one.stage}_ends"],
            days_before=workdays_of(one.before) if one.before else None,
            days=workdays_of(days) if days else None,
            reasons=why if days == (one.starts, one.ends) else _("您改过的"),
        )
