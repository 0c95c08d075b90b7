"""The page of the system administrator: what runs, what waits, how it is set."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.outside_model import model_name

from .. import facts


@login_required
@permission_required("accounts.operate", raise_exception=True)
def system(request: HttpRequest) -> HttpResponse:
    """Health, queues, messages, versions, and settings without secrets."""
    values = list(facts.settings_shown())
    context = {
        "section": "system",
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
