"""How often a course was held, and how it was found: a part of its page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hongmajia.core.gate import get_for
from hongmajia.offers.models import Offer

from ..queries import course_in_figures, held_for


@require_GET
def of_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Times it was held, people who learnt, who was pleased; and the last times, without names."""
    offer = get_for(request.user, Offer.objects.visible_to(request.user), pk=pk)
    held = held_for(offer)
    context = {"offer": offer, "figures": course_in_figures(held), "held": held[:SHOWN]}
    return render(request, "services/of_offer.html", context)


SHOWN = 5
