"""The page of an artisan or team, the photograph and the phone number of an artisan."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.acts import sentence
from hongmajia.core.pictures import sized_photo

from .. import actions
from ..enums import HelperKind
from ..flags import Flag
from ..models import Helper
from ..naming import name_for
from ..queries import capacity_left, events_of, next_days, roster, sent_by_the_same, teams_of
from . import load

RIGHTS = ("answer", "manage", "change", "award_flag")
RECORD_LENGTH = 10
"""How many events the page shows."""

SHOWN = 10
"""How many apprenticeships the page shows."""


def helper(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an artisan or a team; of a row that was merged, that of the row which stays."""
    if stays := Helper.objects.filter(pk=pk).values_list("merged_into", flat=True).first():
        return redirect("helper", stays)
    found = load(request, pk)
    may = {right: request.user.has_perm(f"people.{right}", found) for right in RIGHTS}
    context = {
        "helper": found,
        "may": may,
        "left": capacity_left([found])[found.pk],
        "record": described_events(found) if may["manage"] else [],
        "section": "people",
        **ties_of(found, may_read=may["change"]),
    }
    if found.kind == HelperKind.TEAM:
        return render(request, "people/team.html", {**context, **team_parts(found)})
    return render(request, "people/artisan.html", {**context, **artisan_parts(request, found)})


def ties_of(helper: Helper, *, may_read: bool) -> dict[str, Any]:
    """How many enterprises the helper looks after for good; which, only for who may read it."""
    lasting = helper.firm_ties.filter(ended_on=None).select_related("enterprise")
    if may_read:
        ties = list(lasting[:SHOWN])
        return {"ties": ties, "n_ties": len(ties) if len(ties) < SHOWN else lasting.count()}
    return {"ties": [], "n_ties": lasting.count()}


def artisan_parts(request: HttpRequest, helper: Helper) -> dict[str, Any]:
    """The template context that only the page of an artisan needs."""
    pairs = helper.apprenticeships
    return {
        "taught": pairs.count_by_state(),
        "apprenticeships": pairs.visible_to(request.user)[:SHOWN],
        "days": next_days(helper),
        "teams": teams_of(helper),
        "photo": shows_photo(request, helper),
    }


def team_parts(helper: Helper) -> dict[str, Any]:
    """The template context that only the page of a team needs."""
    parts = roster(helper.team)
    members = [member for part in parts for member in part.members]
    groups = [part for part in parts if part.group]
    return {
        "roster": parts,
        "members": members,
        "groups": groups,
        "flag": Flag.of(helper.name),
        "sent": sent_by_the_same(helper),
    }


def described_events(helper: Helper) -> list[dict[str, Any]]:
    """Time, sentence and note of the latest events of the helper."""
    events = events_of(helper)[:RECORD_LENGTH]
    return [{"at": event.at, "words": sentence(event), "note": event.note} for event in events]


def shows_photo(request: HttpRequest, helper: Helper) -> bool:
    """Whether there is a photograph that the user may see."""
    if helper.kind != HelperKind.ARTISAN or not helper.artisan.photo:
        return False
    return request.user.has_perm("people.see_photo", helper)


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph of an artisan; 404 if there is none or the user may not see it."""
    found = load(request, pk)
    if not shows_photo(request, found):
        raise Http404
    return sized_photo(request, found.artisan.photo, seconds=3600)


@login_required
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the phone number in the response to this request, and log that the user saw it.

    It does not redirect: the message with the number would be stored in a cookie or in the session
    until the next page.
    """
    found = load(request, pk, "people.manage")
    if found.kind != HelperKind.ARTISAN:
        raise Http404
    number = actions.reveal_phone(helper=found, actor=request.user) or _("没有登记")
    words = {"name": name_for(request.user, found), "number": number}
    messages.info(request, _("%(name)s的手机号：%(number)s。这次查看已记录。") % words)
    return helper(request, pk)
