"""Figures of all years, and the totals of years before this system."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.downloads import XLSX, download
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.limits import COMPUTED, limited
from hongmajia.core.spreadsheets import write_xlsx

from ..choosing import choice_of, readable_unions
from ..exporting import headed, years_of
from ..forms import ReportedTotalForm
from ..history import AMOUNTS
from ..models import ReportedTotal
from ..reporting import report_total, take_back_total
from ..scope import ALL_YEARS
from ..yearly import Yearly


@login_required
def years(request: HttpRequest) -> HttpResponse:
    """Each indicator over the years, its sum, and the activities by kind and place."""
    choice = choice_of(_all_years(request), request.user)
    if choice is None:
        return render(request, "insights/none.html", {"section": "figures"})
    scope, yearly = choice.scope, Yearly(choice.scope)
    context = {
        "section": "figures",
        "choice": choice,
        "scope": scope,
        "now": timezone.now(),
        "seasons": yearly.seasons[::-1],
        "columns": yearly.seasons,
        "series": yearly.series(),
        "kinds": yearly.kinds(),
        "places": yearly.places(),
        "reported": yearly.told(),
        "imported": yearly.imported,
        "amounts": AMOUNTS.values(),
        "may_report": request.user.has_perm("insights.report_totals", scope.union),
    }
    return render(request, "insights/years.html", context)


def _all_years(request: HttpRequest) -> Any:
    """The query string of the page, for all years: its own address need not say so."""
    query = request.GET.copy()
    query["season"] = ALL_YEARS
    return query


@login_required
@limited(COMPUTED)
def years_file(request: HttpRequest) -> HttpResponse:
    """The same figures as a spreadsheet."""
    choice = choice_of(_all_years(request), request.user)
    if choice is None:
        return redirect("figures")
    scope = choice.scope
    name = _("%(union)s历年数据%(date)s") % {
        "union": scope.union.name, "date": timezone.localdate().isoformat(),
    }  # fmt: skip
    sheets = headed(years_of(Yearly(scope)), scope, user_of(request.user))
    return download(write_xlsx(*sheets), XLSX, f"{name}.xlsx")


@login_required
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the total of a year before this system, for one union."""
    union = get_for(request.user, readable_unions(request.user), "insights.report_totals", pk=pk)
    form = ReportedTotalForm(request.POST or None)
    there = f"{reverse('figures_years')}?union={union.pk}"

    def do() -> HttpResponse:
        report_total(actor=request.user, union=union, **form.cleaned_data)
        messages.success(request, _("记下了，和出处一起显示。"))
        return redirect(f"{there}#reported")

    return form_page(
        request, form, do, section="figures", title=_("补报往年的数"), submit=_("记下"),
        back=(there, _("历年服务数据")),
        lead=_("%(union)s有这个系统以前的年份，当年报过的数记在这里。点不开，显示时注明出处。")
        % {"union": union.name},
    )  # fmt: skip


@login_required
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a reported total."""
    readable = readable_unions(request.user).order_by().values("pk")
    found = get_for(request.user, ReportedTotal.objects.filter(union__in=readable), pk=pk)
    if not request.user.has_perm("insights.report_totals", found.union):
        raise PermissionDenied("insights.report_totals")
    take_back_total(actor=request.user, total=found)
    messages.success(request, _("撤回了。"))
    return redirect(f"{reverse('figures_years')}?union={found.union_id}")
