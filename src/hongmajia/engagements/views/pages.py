"""The page of one engagement."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.gate import get_for

from ..models import Engagement


@login_required
def engagement(request: HttpRequest, pk: int) -> HttpResponse:
    """Who helps whom, why, and where it stands."""
    visible = Engagement.objects.visible_to(request.user).with_details()
    found = get_for(request.user, visible, pk=pk)
    return render(request, "engagements/engagement.html", {"engagement": found})
