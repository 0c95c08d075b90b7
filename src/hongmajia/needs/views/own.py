"""Needs found again: those of one's own firm, and, for cadres, those of a telephone number."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hongmajia.core.forms import status_of

from ..actions import find_codes
from ..enums import NeedState
from ..forms import WholeNumberForm
from ..limits import CODES_FOUND
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


@login_required
@never_cache
def by_number(request: HttpRequest) -> HttpResponse:
    """A cadre finds the codes of a caller who lost them, by the whole number; each is logged."""
    user: Any = request.user
    if not user.has_perm("needs.find_code"):
        raise PermissionDenied
    form = WholeNumberForm(request.POST if request.method == "POST" else None)
    found = None
    if request.method == "POST":
        CODES_FOUND.take(str(user.pk))
        if form.is_valid():
            found = find_codes(phone=form.cleaned_data["phone"], actor=user)
    context = {"section": "desk", "form": form, "found": found}
    return render(request, "needs/by_number.html", context, status=status_of(form))
