"""Opening a need to bids, bidding, and choosing a bid."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import answer_form
from hongmajia.core.templatetags.ui import month_day
from hongmajia.notices.saying import saying

from ..actions import bid, call_for_bids, choose_bid, withdraw_bid
from ..forms import BidForm, CallForm, choose_form
from .answers import answer
from .opening import load_need, own_helpers
from .pages import load


@login_required
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A cadre opens a need to bids, or changes the last day for them."""
    need = load_need(request, pk, "needs.match")
    form = CallForm(request.POST or None, initial={"until": need.bid_until})

    def open_call() -> HttpResponse:
        until = form.cleaned_data["until"]
        with saying(request, _("已张榜，%(day)s截止。") % {"day": month_day(until)}):
            call_for_bids(need=need, until=until, actor=request.user)
        return redirect("need", pk)

    template = "engagements/call.html"
    return answer_form(request, form, open_call, template=template, need=need, section="needs")


@login_required
def offer_oneself(request: HttpRequest, pk: int) -> HttpResponse:
    """A helper bids for a need, alone or with the team they lead."""
    need, helpers = load_need(request, pk), own_helpers(request)
    form = BidForm(request.POST or None, helpers=helpers)

    def place_bid() -> HttpResponse:
        with saying(request, _("已揭榜，等工会选定。")):
            offered = bid(need=need, actor=request.user, **form.cleaned_data)
        return redirect("engagement", offered.pk)

    template = "engagements/bid.html"
    return answer_form(request, form, place_bid, template=template, need=need, section="needs")


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """The union accepts a bid; the other bidders are told why."""
    found = load(request, pk, "choose")
    form = choose_form(found, request.POST)

    def take() -> None:
        choose_bid(engagement=found, actor=request.user, **form.cleaned_data)

    said = _("已选定%(helper)s。") % {"helper": found.helper}
    return answer(request, found, "choose_form", form, take, said)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The bidder withdraws the bid."""
    withdraw_bid(engagement=load(request, pk, "answer"), actor=request.user)
    messages.success(request, _("已撤回揭榜。"))
    return redirect("engagement", pk)
