"""The page of the auditor: the event log with filters. Each reading is an event itself."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.audit.models import Seal
from hongmajia.core.acts import record
from hongmajia.core.paging import page_by_key

from ..duty_enums import DutyVerb
from ..log_reading import LogFilter


@login_required
@permission_required("accounts.audit", raise_exception=True)
def audit(request: HttpRequest) -> HttpResponse:
    """The events that match the filter, newest first."""
    user: Any = request.user
    form = LogFilter(request.GET)
    page = page_by_key(form.events(), "at", request.GET.get("after", ""), size=50)
    record(user, DutyVerb.LOG_READ, user, data={"filters": form.in_words})
    context = {"section": "audit", "form": form, "page": page, "seal": Seal.objects.newest()}
    return render(request, "accounts/audit.html", context)
