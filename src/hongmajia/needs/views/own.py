"""Needs found again: those of one's own firm."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ..enums import NeedState
from ..models import Need
from ..queries import page_of_needs


@login_required
@require_GET
def ours(request: HttpRequest) -> HttpResponse:
    """All needs of the reader and of the enterprises whose contact they are, the newest first."""
    user: Any = request.user
    needs = Need.objects.asked_by(user).exclude(state=NeedState.DRAFT)
    page = page_of_needs(needs, "submitted_at", request.GET.get("after", ""))
    context = {"section": "ours", "page": page, "enterprises": user.enterprises.all()}
    return render(request, "needs/ours.html", context)
