"""The page of the system administrator: what runs, what waits, how it is set."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.audit.models import Seal
from hongmajia.core.outside_model import model_name

from .. import facts
from ..actions.operating import drop_task, run_task_again
from ..alarms import alarms

MOST_SHOWN = 20
"""Failed tasks on the page."""


@login_required
@permission_required("accounts.operate", raise_exception=True)
def system(request: HttpRequest) -> HttpResponse:
    """Health, queues, messages, versions, and settings without secrets."""
    values = list(facts.settings_shown())
    context = {
        "section": "system",
        "alarms": alarms(),
        "failed": facts.failed_tasks()[:MOST_SHOWN],
        "runs": facts.last_runs(),
        "seal": Seal.objects.newest(),
        "places": facts.places(),
        "parts": facts.parts(),
        "queues": facts.queues(),
        "deliveries": facts.deliveries(),
        "reasons": facts.reasons(),
        "model": model_name(),
        "model_calls": facts.model_calls(),
        "versions": facts.versions(),
        "settings": [(name, value) for name, value in values if value],
        "unset": [name for name, value in values if not value],
    }
    return render(request, "accounts/system.html", context)


@require_POST
@login_required
@permission_required("accounts.operate", raise_exception=True)
def task_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a failed task back into its queue."""
    run_task_again(pk=pk, actor=request.user)
    messages.success(request, _("放回队列了。"))
    return redirect("system")


@require_POST
@login_required
@permission_required("accounts.operate", raise_exception=True)
def task_dropped(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete a failed task."""
    drop_task(pk=pk, actor=request.user)
    messages.success(request, _("不做了，已经记入日志。"))
    return redirect("system")
