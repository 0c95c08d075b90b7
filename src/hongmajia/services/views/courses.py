"""Figures of a course on the page of its offer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hongmajia.core.gate import get_for
from hongmajia.offers.models import Offer

from ..queries import course_in_figures, sessions_held_for

SHOWN = 5
"""Sessions listed."""


@require_GET
def of_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures of an ordered course and its latest sessions, without names of people."""
    offer = get_for(request.user, Offer.objects.visible_to(request.user), pk=pk)
    held = sessions_held_for(offer)
    context = {"offer": offer, "figures": course_in_figures(held), "held": held[:SHOWN]}
    return render(request, "services/of_offer.html", context)
