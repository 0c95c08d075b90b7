"""The shortlist of a need, and inviting a helper from it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.asked import key_of
from hongmajia.core.facets import search_words
from hongmajia.core.gate import get_for
from hongmajia.core.limits import limited
from hongmajia.core.outside_model import MODEL_ASKED, model_name
from hongmajia.engagements.enums import MAX_PROPOSALS, EngagementState
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.needs.queries import seeks_now
from hongmajia.people.models import Helper
from hongmajia.unions.stages import matching_opens

from ..actions import invite_helper
from ..learning import is_under_way
from ..queries import PREVIEW_LENGTH, SHORTLIST_LENGTH, candidates, why_not
from ..reordering import ask_for_order, in_kept_order

BY_MODEL = "model"
"""In the address: the order of the outside model."""


@login_required
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """The best candidates as a part of the need's page (htmx), or all on a page of their own."""
    need = _need(request, pk)
    engagements = list(need.engagements.select_related("helper__artisan", "helper__union"))
    asked = {engagement.helper_id for engagement in engagements}
    waiting = [one for one in engagements if one.state == EngagementState.PROPOSED]
    is_seeking = seeks_now(need) and need.listed_at is not None
    found = candidates(need) if is_seeking else []
    name = search_words(request.GET, "name")
    context = {
        "section": "needs",
        "need": need,
        "is_seeking": is_seeking,
        "opens": "" if is_seeking else _opens(need),
        "is_learning": is_seeking and (name or not found) and is_under_way(),
        "waiting": waiting,
        "may_ask": MAX_PROPOSALS - len(waiting),
        "most": MAX_PROPOSALS,
        "accept_days": need.days_for(need.season.accept_days),
        "found": len(found),
        "more": len(found) >= SHORTLIST_LENGTH,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(
            request, "matching/_candidates.html", {**context, "candidates": found[:PREVIEW_LENGTH]}
        )
    model = model_name() if found else ""
    by_model = in_kept_order(need, found) if model and request.GET.get("order") == BY_MODEL else []
    context |= {
        "candidates": by_model or found,
        "model": model,
        "is_by_model": bool(by_model),
        "name": name,
        "explanations": why_not(need, name, asked, request.user),
    }
    return render(request, "matching/shortlist.html", context)


@login_required
@require_POST
@limited(MODEL_ASKED)
def order_by_model(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the outside model for an order; without an answer the list stays as it is."""
    need = _need(request, pk)
    if not model_name():
        raise Http404
    found = candidates(need) if seeks_now(need) and need.listed_at else []
    address = reverse("shortlist", args=[pk])
    if ask_for_order(need, found, request.user):
        return redirect(f"{address}?order={BY_MODEL}")
    messages.warning(request, _("模型没有答复，下面还是原来的次序。"))
    return redirect(address)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite one helper, with the engine's current score and reasons."""
    need = _need(request, pk)
    helpers = Helper.objects.visible_to(request.user)
    helper = get_for(request.user, helpers.filter(is_active=True), pk=_key(request))
    engagement = invite_helper(need=need, helper=helper, actor=request.user)
    words = _("已请%(helper)s，%(days)s个工作日内答复。")
    days = need.days_for(need.season.accept_days)
    messages.success(request, words % {"helper": engagement.helper, "days": days})
    return redirect("need", need.pk)


def _need(request: HttpRequest, pk: int) -> Need:
    """Return the need; 404 if the user may not see it, 403 if they may not match it."""
    visible = Need.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, "needs.match", pk=pk)


def _opens(need: Need) -> str:
    """The sentence that says when helpers can be asked, for a need that waits for the stage."""
    return matching_opens(need.season) if need.state in SEEKING else ""


def _key(request: HttpRequest) -> int:
    return key_of(request.POST.get("helper")) or 0
