"""Pages of needs: load, call, render."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.gate import get_for

from .models import Need


def need(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_for(request.user, Need.objects.visible_to(request.user).with_details(), pk=pk)
    return render(request, "needs/need.html", {"need": found, "section": "needs"})


@login_required
def verify(request: HttpRequest, pk: int) -> HttpResponse:
    visible = Need.objects.visible_to(request.user).with_details()
    found = get_for(request.user, visible, "needs.verify", pk=pk)
    return render(request, "needs/verify.html", {"need": found, "section": "desk"})
