"""Who could help with one need, and why or why not."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.facets import search_words
from hongmajia.core.gate import get_for
from hongmajia.engagements.enums import MAX_PROPOSALS, EngagementState
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from ..actions import invite_helper
from ..queries import LONG, SHORT, candidates, why_not


@login_required
def shortlist(request: HttpRequest, pk: int) -> HttpResponse:
    """The best few inside the need's own page; all of them on a page of their own."""
    need = _need(request, pk)
    engagements = list(need.engagements.select_related("helper__artisan"))
    asked = {engagement.helper_id for engagement in engagements}
    waiting = [one for one in engagements if one.state == EngagementState.PROPOSED]
    is_seeking = need.state in SEEKING and need.listed_at is not None
    found = candidates(need) if is_seeking else []
    context = {
        "section": "needs",
        "need": need,
        "is_seeking": is_seeking,
        "waiting": waiting,
        "may_ask": MAX_PROPOSALS - len(waiting),
        "most": MAX_PROPOSALS,
        "found": len(found),
        "more": len(found) >= LONG,
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(
            request, "matching/_candidates.html", {**context, "candidates": found[:SHORT]}
        )
    name = search_words(request.GET, "name")
    context |= {"candidates": found, "name": name, "told": why_not(need, name, asked, request.user)}
    return render(request, "matching/shortlist.html", context)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one helper, with the engine's score and reasons as they are now."""
    need = _need(request, pk)
    helpers = Helper.objects.visible_to(request.user)
    helper = get_for(request.user, helpers.filter(is_active=True), pk=_key(request))
    engagement = invite_helper(need=need, helper=helper, actor=request.user)
    words = _("已请%(helper)s，%(days)s个工作日内答复。")
    days = need.season.accept_days
    messages.success(request, words % {"helper": engagement.helper, "days": days})
    return redirect("need", need.pk)


def _need(request: HttpRequest, pk: int) -> Need:
    visible = Need.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, "needs.match", pk=pk)


def _key(request: HttpRequest) -> int:
    value = request.POST.get("helper", "")
    return int(value) if value.isdecimal() else 0
