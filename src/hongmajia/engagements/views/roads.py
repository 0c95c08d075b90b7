"""Claiming a need; asking a helper by hand, or noting down what was agreed with him."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hongmajia.core.errors import Refused
from hongmajia.core.facets import search_words
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.people.queries import capacity_left

from ..actions import claim_need, pair, propose
from ..forms import ClaimForm, InviteForm
from ..models import Engagement
from ..queries import is_called, kilometres_between, objections

FOUND = 20
"""Helpers shown for the words one types."""


def load_need(request: HttpRequest, pk: int, right: str | None = None) -> Need:
    visible = Need.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right, pk=pk)


def own_helpers(request: HttpRequest) -> Any:
    """Those the person answers for; who answers for nobody has no business here."""
    helpers = Helper.objects.of(request.user).filter(is_active=True).with_details()
    if not helpers:
        raise PermissionDenied
    return helpers


@login_required
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One more look, then the button; who comes too late is told so beside it."""
    need, helpers = load_need(request, pk), own_helpers(request)
    if is_called(need):
        return redirect("bid_need", pk)
    form = ClaimForm(request.POST or None, helpers=helpers)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            claimed = claim_need(need=need, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            refused = refusal
        else:
            messages.success(request, _("已认领，请和企业联系。"))
            return redirect("engagement", claimed.pk)
    context = {"form": form, "refused": refused, **before_claiming(need, list(helpers))}
    status = refused.status if refused else 422 if form.errors else 200
    return render(request, "engagements/claim.html", context, status=status)


def before_claiming(need: Need, helpers: list[Helper]) -> dict[str, Any]:
    """What a person should know before he says yes."""
    first, left = helpers[0], capacity_left(helpers)
    far = kilometres_between(need.region, first.region) if first.region else None
    return {
        "section": "needs",
        "need": need,
        "helpers": [(helper, left[helper.pk]) for helper in helpers],
        "km": None if far is None else round(far),
    }


@login_required
def ask_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """A cadre asks a helper he has in mind (派单)."""
    said = _("已请%(helper)s，等他答复。")
    return by_hand(request, pk, propose, said, title=_("请一位师傅"), submit=_("发出邀请"))


@login_required
def pair_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """A cadre notes down what was agreed beforehand (一对一)."""
    said = _("已记下：%(helper)s一对一帮助，双方都已通知。")
    return by_hand(request, pk, pair, said, title=_("一对一帮助"), submit=_("说好了，记下"))


def by_hand(
    request: HttpRequest, pk: int, road: Callable[..., Engagement], said: str, **words: str
) -> HttpResponse:
    """First whom, then the words that go with it."""
    need = load_need(request, pk, "needs.match")
    helper = chosen_helper(request)
    if helper is None:
        return pick(request, need, **words)
    against = objections(need, helper)
    form = InviteForm(request.POST or None, against=against)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            made = road(need=need, helper=helper, actor=request.user, **form.cleaned_data)
            messages.success(request, said % {"helper": made.helper})
            return redirect("need", pk)
    context = {"need": need, "helper": helper, "against": against, "form": form, **words}
    context["left"] = capacity_left([helper])[helper.pk]
    return render(request, "engagements/invite.html", context, status=422 if form.errors else 200)


def chosen_helper(request: HttpRequest) -> Helper | None:
    key = request.POST.get("helper") or request.GET.get("helper") or ""
    if not key.isdecimal():
        return None
    visible = Helper.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, pk=int(key))


def pick(request: HttpRequest, need: Need, **words: str) -> HttpResponse:
    """Helpers by name, trade or speciality, with the room they have this week."""
    asked = search_words(request.GET)
    found: list[Helper] = []
    if asked:
        active = Helper.objects.visible_to(request.user).filter(is_active=True)
        found = list(active.searching(asked, request.user).with_details()[:FOUND])
    left = capacity_left(found)
    context = {"need": need, "q": asked, "found": [(h, left[h.pk]) for h in found], **words}
    return render(request, "engagements/pick.html", context)
