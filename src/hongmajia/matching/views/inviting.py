"""Inviting helpers for many needs at once, out of the best of each one's shortlist."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.ticked_pages import act_on_ticked
from hongmajia.core.ticking import ticks_on
from hongmajia.needs.queries import page_of_needs
from hongmajia.people.models import Helper
from hongmajia.people.naming import name_for
from hongmajia.unions.enums import Role

from ..queries.inviting import helpers_for_each, to_invite_for
from ..ticking import TO_INVITE


@login_required
@require_GET
def invite_many(request: HttpRequest) -> HttpResponse:
    """The needs of a cadre's unions that wait for an invitation, each with the best helpers."""
    user: Any = request.user
    if not user.scope(Role.CADRE):
        raise PermissionDenied
    page = page_of_needs(
        to_invite_for(user), "due_at", request.GET.get("after", ""), ascending=True
    )
    offered = helpers_for_each(page.rows)
    for need in page.rows:
        need.offered = [(one.pk, label_of(one, user)) for one in offered[need.pk]]  # type: ignore[attr-defined]  # the form of the row reads it
    ticks = ticks_on(TO_INVITE, page.rows, user, ticked="tick" in request.GET)
    context = {"section": "desk", "page": page, "ticks": ticks}
    return render(request, "matching/invite_many.html", context)


def label_of(helper: Helper, reader: Any) -> str:
    """A helper in the choice of one need: name, trade and place."""
    return f"{name_for(reader, helper)} · {helper.trade} · {helper.place}"


@login_required
@require_POST
def act_on_many(request: HttpRequest) -> HttpResponse:
    """Invite the chosen helper for each ticked need."""
    return act_on_ticked(request, TO_INVITE)
