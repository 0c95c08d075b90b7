"""Pages of the security administrator: subscriptions and what was offered to them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.form_pages import form_page
from hongmajia.core.paging import page_by_key

from . import actions
from .enums import UNFINISHED, EventOfferState
from .forms import SubscriptionForm
from .models import EventOffer, Subscription
from .types import in_words

SECURES = permission_required("accounts.secure", raise_exception=True)
SHOWN_ONCE = "webhook-secret"
"""Where the session holds a new secret until the page has shown it."""


@login_required
@SECURES
@require_GET
def webhook_list(request: HttpRequest) -> HttpResponse:
    """All subscriptions, with how many events wait and how many were not taken."""
    waiting = Count("offers", filter=Q(offers__state__in=UNFINISHED))
    lost = Count("offers", filter=Q(offers__state=EventOfferState.GAVE_UP))
    rows = Subscription.objects.select_related("union").annotate(waiting=waiting, lost=lost)
    return render(request, "webhooks/list.html", {"section": "security", "rows": rows})


@login_required
@SECURES
def new(request: HttpRequest) -> HttpResponse:
    """Add a subscription."""
    form = SubscriptionForm(request.POST or None)

    def do() -> HttpResponse:
        made = actions.add_subscription(actor=request.user, **form.cleaned_data)
        request.session[SHOWN_ONCE] = made.secret
        messages.success(request, _("加好了，一分钟内生效。"))
        return redirect("webhook", made.pk)

    words: dict[str, Any] = {"title": _("加事件推送"), "submit": _("加上")}
    back = (reverse("webhook_list"), _("事件推送"))
    return form_page(request, form, do, section="security", back=back, **words)


@login_required
@SECURES
@never_cache
@require_GET
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """One subscription: its secret if it is new, and its offers, the newest first."""
    subscriptions = Subscription.objects.select_related("union")
    found: Subscription = get_object_or_404(subscriptions, pk=pk)
    offers = found.offers.select_related("event")
    if request.GET.get("only") == "lost":
        offers = offers.filter(state=EventOfferState.GAVE_UP)
    page = page_by_key(offers, "pk", request.GET.get("after", ""))
    context = {
        "section": "security",
        "hook": found,
        "told": [(offer, in_words(offer.event.verb)) for offer in page.rows],
        "only": [in_words(name) for name in found.only],
        "secret": request.session.pop(SHOWN_ONCE, ""),
        "page": page,
        "ended": (EventOfferState.SENT, EventOfferState.GAVE_UP),
    }
    return render(request, "webhooks/webhook.html", context)


@login_required
@require_POST
@SECURES
def switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a subscription on or off."""
    found = get_object_or_404(Subscription, pk=pk)
    is_on = request.POST.get("to") == "on"
    act = actions.switch_on if is_on else actions.switch_off
    act(actor=request.user, subscription=found)
    messages.success(request, _("恢复了，一分钟内生效。") if is_on else _("停了，一分钟内生效。"))
    return redirect("webhook", pk)


@login_required
@require_POST
@SECURES
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a subscription a new secret."""
    found = get_object_or_404(Subscription, pk=pk)
    request.session[SHOWN_ONCE] = actions.renew_secret(actor=request.user, subscription=found)
    return redirect("webhook", pk)


@login_required
@require_POST
@SECURES
def replay(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer one event again."""
    offers = EventOffer.objects.select_related("subscription")
    found: EventOffer = get_object_or_404(offers, pk=pk)
    actions.replay(actor=request.user, offer=found)
    messages.success(request, _("已排上重送。"))
    return redirect("webhook", found.subscription_id)
