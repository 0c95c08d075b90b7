"""The calendar of working days: holidays, and weekends that are worked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.models import Holiday

from ..actions import fill_year, remove_holiday, set_holiday
from ..forms import HolidayForm, year_of


@login_required
def holidays(request: HttpRequest) -> HttpResponse:
    """The entries of one year and, for users with the right, a form to add or replace one."""
    year = year_of(request.GET, timezone.localdate().year)
    form = HolidayForm(request.POST or None)
    if request.method == "POST":
        _require_right(request)
        if form.is_valid():
            with refusal_shown_on(form):
                facts = form.cleaned_data
                set_holiday(
                    actor=request.user, day=facts["date"], is_workday=facts["is_workday"],
                    name=facts["name"],
                )  # fmt: skip
                return _back_to(facts["date"].year)
    context = {
        "section": "unions",
        "year": year,
        "days": Holiday.objects.filter(date__year=year),
        "form": form,
        "may_change": request.user.has_perm("unions.change_holidays"),
    }
    return render(request, "unions/holidays.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def holidays_fill(request: HttpRequest, year: int) -> HttpResponse:
    """Add the official holidays of a year; 403 without the right."""
    _require_right(request)
    n = fill_year(actor=request.user, year=year)
    text = _("填入了%(n)s天，手工填的没有动。") % {"n": n} if n else _("这一年的安排已经填好。")
    messages.success(request, text)
    return _back_to(year)


@login_required
@require_POST
def holiday_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an entry; 403 without the right."""
    _require_right(request)
    holiday = get_object_or_404(Holiday, pk=pk)
    year = holiday.date.year
    remove_holiday(actor=request.user, holiday=holiday)
    return _back_to(year)


def _require_right(request: HttpRequest) -> None:
    if not request.user.has_perm("unions.change_holidays"):
        raise PermissionDenied


def _back_to(year: int) -> HttpResponse:
    return redirect(f"{reverse('holidays')}?year={year}")
