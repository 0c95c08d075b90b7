"""Pages of a helper's itinerary, its workbook and its calendar file."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.downloads import CALENDAR, XLSX, download
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.core.job_panel import JobPanel, poll_answer
from hongmajia.core.limits import DRAWN, limited
from hongmajia.core.spreadsheets import write_xlsx
from hongmajia.core.validators import validate_day
from hongmajia.people.models import Helper

from . import queries
from .actions import plan_itinerary
from .calendar import calendar_of
from .enums import ItineraryState
from .export import itinerary_sheet
from .forms import ItineraryForm, months_ahead
from .models import Itinerary

OF_HELPER = ("union", "region__parent", "artisan__user", "team__leader__user")
"""Relations of a helper that the page shows, or by which rights are decided."""


@login_required
def itinerary(request: HttpRequest, pk: int) -> HttpResponse:
    """The itinerary of a month, and the form that plans it."""
    helpers = Helper.objects.visible_to(request.user).select_related(*OF_HELPER)
    right = "plan" if request.method == "POST" else "see"
    helper = get_for(request.user, helpers, f"visits.{right}", pk=pk)
    month = _month(request.GET.get("month", "")) or _next_month(helper)
    found = queries.latest(helper, month)
    sent = request.POST if request.method == "POST" else None
    form = ItineraryForm(sent, month=month, before=found)
    if form.is_valid():
        with refusal_shown_on(form):
            made = plan_itinerary(actor=request.user, helper=helper, **form.cleaned_data)
            return redirect(f"{reverse('itinerary', args=[pk])}?month={made.month:%Y-%m}")
    context = {
        "section": "people",
        "helper": helper,
        "month": month,
        "months": months_ahead(),
        "form": form,
        "may_plan": request.user.has_perm("visits.plan", helper),
        **_laid_out(request, helper, month, found),
    }
    status = 422 if form.errors else 200
    return render(request, "visits/itinerary.html", context, status=status)


def _laid_out(
    request: HttpRequest, helper: Any, month: date, found: Itinerary | None
) -> dict[str, Any]:
    """Return the part of the context about the itinerary, and about visits that need no travel."""
    owed = queries.open_engagements(helper)
    waiting = queries.to_visit(helper, month, owed)
    online = [one for one in owed if not queries.needs_travel(one, helper)]
    context: dict[str, Any] = {"itinerary": found, "online": online, "waiting": len(waiting)}
    if found is None or found.state != ItineraryState.READY:
        return context | ({"panel": panel_of(found)} if found else {})
    layout = queries.layout(found)
    return context | {
        "layout": layout,
        "is_outdated": any(one.pk not in layout.known for one in waiting),
        "names": queries.names_known(layout.needs, request.user),
    }


@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Polled every second by the waiting page, which is told to reload once the work is done."""
    found = load(request, pk)
    return poll_answer(request, panel_of(found))


def panel_of(itinerary: Itinerary) -> JobPanel:
    """Return the progress panel; a stuck itinerary is started again by the form on its page."""
    page = f"{reverse('itinerary', args=[itinerary.helper_id])}?month={itinerary.month:%Y-%m}"
    return JobPanel(
        job=itinerary,
        poll=reverse("itinerary_progress", args=[itinerary.pk]),
        page=page,
        step=_("正在找更顺的路。"),
        note=_("可以关掉这一页，办好会通知您。"),
        again=f"{page}#plan",
        again_label=_("重新排"),
        again_method="get",
    )


@login_required
@limited(DRAWN)
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The itinerary as a workbook."""
    found = load(request, pk, ready=True)
    layout = queries.layout(found)
    name = _("%(helper)s%(month)s行程") % {"helper": found.helper, "month": f"{found.month:%Y-%m}"}
    sheet = itinerary_sheet(layout.days, queries.names_known(layout.needs, request.user))
    return download(write_xlsx(sheet), XLSX, f"{name}.xlsx")


@login_required
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The visits as a calendar file."""
    found = load(request, pk, ready=True)
    content = calendar_of(queries.planned_or_given_up(found))
    return download(content, CALENDAR, f"hongmajia-{found.month:%Y-%m}.ics")


def load(request: HttpRequest, pk: int, *, ready: bool = False) -> Itinerary:
    """Return the itinerary; 404 if the user may not see it, or if it must be ready and is not."""
    visible = Itinerary.objects.visible_to(request.user).with_details()
    return get_for(
        request.user, visible.filter(state=ItineraryState.READY) if ready else visible, pk=pk
    )


def _month(words: str) -> date | None:
    """Return the first day of the month ``2026-05``; ``None`` for anything else."""
    try:
        month = datetime.strptime(words, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
        validate_day(month)
        return month
    except (ValueError, ValidationError):
        return None


def _next_month(helper: Helper) -> date:
    """The first month in which the helper has a free day left; the present one without any."""
    months = months_ahead()
    return next((month for month in months if queries.free_days(helper, month)), months[0])
