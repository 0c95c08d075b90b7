"""The page of a new season: beside an earlier one, or without one."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for

from ..actions import copy_season
from ..copying import PartForm, parts_of
from ..forms import NewSeasonForm, year_of
from ..models import Season, Union
from ..moved_days import holidays_of, reasons, workdays_of
from ..proposing import Proposal, earlier_of, initial_season, proposals, remarks_on, year_to_propose
from ..step_times import step_times


@login_required
def season_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a season hosted by the union ``pk``, after the one of the year ``?from=``.

    ``?year=`` proposes another year's dates. Without an earlier season months are proposed.
    """
    visible = Union.objects.visible_to(request.user)
    host: Union = get_for(request.user, visible, "unions.manage", pk=pk)
    prefetch_related_objects([host], "seasons__stages")
    year = year_of(request.GET, year_to_propose(host))
    earlier = earlier_of(host, year, year_of({"year": request.GET.get("from", "")}, 0) or None)
    initial = initial_season(host, year, earlier)
    form = NewSeasonForm(request.POST or None, union=host, initial=initial)
    parts = parts_of(host, earlier, request.POST or None) if earlier else []
    if request.method == "POST" and not all(part.is_valid() for part in parts):
        form.add_error(None, _("有几格要改，请看红字。"))
    found = proposals(host, year, earlier)
    form.remarks = remarks_on(found)
    context = _beside(form, host, found, earlier, parts, year) if earlier else _alone()
    return answer_form(
        request, form, partial(_open, request, host, form, parts), section="unions",
        back=(reverse("season"), _("年度活动")), proposed=year,
        submit=_("设立"), **context,
    )  # fmt: skip


def _open(
    request: HttpRequest, host: Union, form: NewSeasonForm, parts: list[PartForm]
) -> HttpResponse:
    made = copy_season(
        actor=request.user, union=host, year=form.cleaned_data["year"], stages=form.stages,
        parts=[partial(part.carry, actor=request.user) for part in parts], **form.facts(),
    )  # fmt: skip
    return redirect(f"{reverse('season')}?season={made.pk}")


def _alone() -> dict[str, Any]:
    return {
        "template": "unions/season_form.html",
        "title": _("设立年度活动"),
        "lead": _("日期已经替您排好，前后都落在工作日上，每一格都能改。"),
    }


def _beside(
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
