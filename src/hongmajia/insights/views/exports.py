"""Exporting summaries (汇总表) and ledgers (台账) as Excel."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.downloads import XLSX, download, download_file
from hongmajia.core.export_pages import start_page
from hongmajia.core.gate import get_for
from hongmajia.core.job_panel import JobPanel, panel_of_file
from hongmajia.core.limits import COMPUTED, EXPORTED, limited
from hongmajia.core.spreadsheets import write_xlsx

from ..actions import start_ledger
from ..choosing import scope_of
from ..exporting import headed, summary_of
from ..measures import BY_NAME
from ..models import Ledger


@login_required
@limited(COMPUTED)
def summary(request: HttpRequest) -> HttpResponse:
    """Download the summary of the page's figures."""
    scope = scope_of(request.GET, request.user)
    today = timezone.localdate()
    words = {"union": scope.union.name, "date": today.isoformat()}
    name = _("%(union)s汇总表%(date)s") % words
    sheets = headed(summary_of(scope, today), scope, user_of(request.user))
    return download(write_xlsx(*sheets), XLSX, f"{name}.xlsx")


@require_POST
@login_required
@limited(EXPORTED)
def ledger_start(request: HttpRequest) -> HttpResponse:
    """Request a ledger of the page's records, or of one indicator with ``?measure=``."""
    scope = scope_of(request.GET, request.user)
    measure = request.GET.get("measure", "")
    if measure and measure not in BY_NAME:
        raise Http404(measure)
    query = scope.address().removeprefix("?")
    ledger = start_ledger(actor=request.user, query=query, measure=measure)
    return redirect("ledger", ledger.pk)


@require_POST
@login_required
@permission_required("insights.report_hours", raise_exception=True)
def hours(request: HttpRequest) -> HttpResponse:
    """Write the hours of volunteers of the page's scope into a workbook."""
    query = scope_of(request.GET, request.user).address().removeprefix("?")
    return start_page(request, "volunteer_hours", query)


def load(request: HttpRequest, pk: int) -> Ledger:
    """The user's own ledger; 404 for any other."""
    ledgers: Any = Ledger.objects.visible_to(request.user)
    found: Ledger = get_for(request.user, ledgers, pk=pk)
    return found


@login_required
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress of a ledger, polled by the page until the file can be downloaded."""
    found = load(request, pk)
    measure = BY_NAME.get(found.measure)
    context = {
        "section": "figures", "ledger": found, "measure": measure, "panel": panel_of(found),
    }  # fmt: skip
    fragment = request.headers.get("HX-Request")
    template = "insights/_ledger.html" if fragment else "insights/ledger.html"
    return render(request, template, context)


def panel_of(ledger: Ledger) -> JobPanel:
    """What the progress panel of the ledger shows."""
    page = reverse("ledger", args=[ledger.pk])
    again, step = f"{reverse('figures')}?{ledger.query}", _("%(done)s / %(total)s条")
    note = _("可以关掉这一页，台账照常写，回来再下载。")
    return panel_of_file(ledger, page=page, again=again, step=step, note=note)


@login_required
def ledger_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the workbook; 404 until it is written."""
    found = load(request, pk)
    measure = BY_NAME.get(found.measure)
    title = _("台账%(date)s") % {"date": timezone.localdate(found.started_at).isoformat()}
    return download_file(found.file, XLSX, f"{measure.label if measure else ''}{title}.xlsx")
