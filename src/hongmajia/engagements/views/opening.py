"""Claiming a need, and inviting or pairing a helper that a cadre chooses by hand."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hongmajia.core.asked import key_of
from hongmajia.core.errors import Refused
from hongmajia.core.facets import search_words
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.needs.models import Need
from hongmajia.notices.saying import saying
from hongmajia.people.models import Helper
from hongmajia.people.queries import capacity_left
from hongmajia.unions.crossing import refuse_across
from hongmajia.unions.stages import refuse_before_matching

from ..actions import claim_need, pair, propose
from ..fitness import lack_of
from ..forms import ClaimForm, InviteForm
from ..models import Engagement
from ..queries import is_open_for_bids, kilometres_between, objections

FOUND = 20
"""How many helpers a search shows."""


def load_need(request: HttpRequest, pk: int, right: str | None = None) -> Need:
    """Return the need for a page on which a helper is found for it.

    404 if the user may not see it, 403 without ``right``. Before the matching stage the page is
    refused; who sends its form then gets the refusal beside what they typed.
    """
    visible = Need.objects.visible_to(request.user).with_details()
    need = get_for(request.user, visible, right, pk=pk)
    if request.method == "GET":
        refuse_before_matching(need.season)
    return need


def own_helpers(request: HttpRequest) -> Any:
    """Return the active helpers the user answers for; 403 if there are none."""
    helpers = Helper.objects.of(request.user).filter(is_active=True).with_details()
    if not helpers:
        raise PermissionDenied
    return helpers


@login_required
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The page on which a helper claims a need; a refusal (too late) is shown on it."""
    need, helpers = load_need(request, pk), own_helpers(request)
    if is_open_for_bids(need):
        return redirect("bid_need", pk)
    form = ClaimForm(request.POST or None, helpers=helpers)
    refused = None if request.method == "POST" else refused_to_all(need, helpers)
    if request.method == "POST" and form.is_valid():
        try:
            with saying(request, _("已认领，请和企业联系。")):
                claimed = claim_need(need=need, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            refused = refusal
        else:
            return redirect("engagement", claimed.pk)
    context = {"form": form, "refused": refused, **before_claiming(need, list(helpers))}
    status = refused.status if refused else 422 if form.errors else 200
    return render(request, "engagements/claim.html", context, status=status)


def refused_to_all(need: Need, helpers: Iterable[Helper]) -> Refused | None:
    """Why none of the helpers may help across provinces, so that nobody fills in a form first."""
    refusal = None
    for helper in helpers:
        try:
            refuse_across(need=need.home_union.path, helper=helper.union.path)
        except Refused as refused:
            refusal = refused
        else:
            return None
    return refusal


def before_claiming(need: Need, helpers: list[Helper]) -> dict[str, Any]:
    """Return the context of the claim page: the need, free capacity, distance in kilometres."""
    first, left = helpers[0], capacity_left(helpers)
    far = kilometres_between(need.region, first.region) if first.region else None
    return {
        "section": "needs",
        "need": need,
        "contact_days": need.days_for(need.season.contact_days),
        "helpers": [(helper, left[helper.pk]) for helper in helpers],
        "km": None if far is None else round(far),
    }


@login_required
def ask_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """A cadre invites a helper of their choice (派单)."""
    said = _("已记下对%(helper)s的邀请，等对方答复。")
    return by_hand(request, pk, propose, said, title=_("请一位师傅"), submit=_("发出邀请"))


@login_required
def pair_by_hand(request: HttpRequest, pk: int) -> HttpResponse:
    """A cadre records a pairing agreed beforehand (一对一)."""
    said = _("已记下：%(helper)s一对一帮助。")
    return by_hand(request, pk, pair, said, title=_("一对一帮助"), submit=_("说好了，记下"))


def by_hand(
    request: HttpRequest, pk: int, action: Callable[..., Engagement], said: str, **words: str
) -> HttpResponse:
    """Let a cadre pick a helper, then call ``action`` (``propose`` or ``pair``) with the form.

    ``said`` is the message afterwards, ``words`` are title and submit label of the pages.
    """
    need = load_need(request, pk, "needs.match")
    helper = chosen_helper(request)
    if helper is None:
        return pick(request, need, **words)
    against, lack = objections(need, helper), lack_of(need, helper)
    form = InviteForm(request.POST or None, against=against)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            with saying(request, said % {"helper": helper}):
                action(need=need, helper=helper, actor=request.user, **form.cleaned_data)
            return redirect("need", pk)
    context = {"need": need, "helper": helper, "against": against, "lack": lack, "form": form}
    context |= words
    context["left"] = capacity_left([helper])[helper.pk]
    return render(request, "engagements/invite.html", context, status=422 if form.errors else 200)


def chosen_helper(request: HttpRequest) -> Helper | None:
    """Return the helper named in the request, ``None`` if none is; 404 if it cannot be seen."""
    key = key_of(request.POST.get("helper") or request.GET.get("helper"))
    if key is None:
        return None
    visible = Helper.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, pk=key)


def pick(request: HttpRequest, need: Need, **words: str) -> HttpResponse:
    """The page on which a cadre searches for a helper; shows each one's free capacity this week."""
    asked = search_words(request.GET)
    found: list[Helper] = []
    if asked:
        active = Helper.objects.visible_to(request.user).filter(is_active=True)
        found = list(active.searching(asked, request.user).with_details()[:FOUND])
    left = capacity_left(found)
    context = {"need": need, "q": asked, "found": [(h, left[h.pk]) for h in found], **words}
    return render(request, "engagements/pick.html", context)
