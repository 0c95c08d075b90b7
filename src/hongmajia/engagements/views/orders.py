"""Ordering from the service list, with or without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from hongmajia.core.codes import by_code
from hongmajia.core.forms import refusal_shown_on, status_of
from hongmajia.core.gate import get_for
from hongmajia.needs.models import Need
from hongmajia.needs.views.asking import asking, code_in, known_of, let_in, photos, ticket_of
from hongmajia.offers.models import Offer
from hongmajia.people.queries import capacity_left

from ..actions import order_offer
from ..enums import Origin
from ..forms import OrderForm
from ..models import Engagement


def order(request: HttpRequest, pk: int) -> HttpResponse:
    """The order form; a form that is sent twice opens one order."""
    offer = get_for(request.user, Offer.objects.visible_to(request.user).with_details(), pk=pk)
    known = {**known_of(request.user), "mode": offer.mode}
    form = OrderForm(request.POST or None, request.FILES or None, offer=offer, initial=known)
    code = code_in(request)
    if request.method == "POST":
        if Need.objects.filter(tracking_code=code).exists():
            return redirect("ordered", code)  # sent twice: the answer was lost on the way
        if form.is_valid():
            with refusal_shown_on(form):
                let_in(request, form, code)
                facts = {**form.facts(), **photos(form), "tracking_code": code}
                order_offer(offer=offer, actor=request.user, **facts)
                return redirect("ordered", code)
    left = capacity_left([offer.helper])[offer.helper_id]
    more = {"offer": offer, "helper": offer.helper, "left": left}
    context = asking(form, request.user, ticket=ticket_of(request, code), **more)
    return render(request, "engagements/order.html", context, status=status_of(form))


@require_GET
def ordered(request: HttpRequest, code: str) -> HttpResponse:
    """The page after an order: tracking code, helper, and when the answer is due."""
    orders = Engagement.objects.filter(origin=Origin.ORDER).with_details()
    found = by_code(request, orders, need__tracking_code=code)
    context = {"engagement": found, "need": found.need, "section": "offers"}
    return render(request, "engagements/ordered.html", context)
