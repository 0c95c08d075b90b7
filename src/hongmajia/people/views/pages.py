"""The page of one artisan or team, his photograph, his telephone number."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.acts import sentence

from .. import actions
from ..enums import HelperKind
from ..flags import Flag
from ..models import Helper
from ..queries import capacity_left, near_days, record_of, roster, teams_of
from . import load

RIGHTS = ("answer", "manage", "change", "award_flag")
RECORD_LENGTH = 10
SHOWN = 10


def helper(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for both; what stands on it depends on who it is."""
    found = load(request, pk)
    may = {right: request.user.has_perm(f"people.{right}", found) for right in RIGHTS}
    context = {
        "helper": found,
        "may": may,
        "left": capacity_left([found])[found.pk],
        "record": told(found) if may["manage"] else [],
        "section": "people",
    }
    if found.kind == HelperKind.TEAM:
        return render(request, "people/team.html", {**context, **team_parts(found)})
    return render(request, "people/artisan.html", {**context, **artisan_parts(request, found, may)})


def artisan_parts(request: HttpRequest, helper: Helper, may: dict[str, bool]) -> dict[str, Any]:
    pairs = helper.apprenticeships
    return {
        "taught": pairs.count_by_state(),
        "apprenticeships": pairs.visible_to(request.user)[:SHOWN],
        "days": near_days(helper),
        "teams": teams_of(helper),
        "photo": photo_may_show(helper, may["change"]),
    }


def team_parts(helper: Helper) -> dict[str, Any]:
    parts = roster(helper.team)
    members = [member for part in parts for member in part.members]
    groups = [part for part in parts if part.group]
    return {"roster": parts, "members": members, "groups": groups, "flag": Flag.of(helper.name)}


def told(helper: Helper) -> list[dict[str, Any]]:
    events = record_of(helper)[:RECORD_LENGTH]
    return [{"at": event.at, "words": sentence(event), "note": event.note} for event in events]


def photo_may_show(helper: Helper, insider: bool) -> bool:
    """To the public with his consent; to himself and his union's staff always."""
    return bool(helper.artisan.photo) and (insider or helper.artisan.photo_consent_at is not None)


def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = load(request, pk)
    insider = request.user.has_perm("people.change", found)
    if found.kind != HelperKind.ARTISAN or not photo_may_show(found, insider):
        raise Http404
    headers = {"Cache-Control": "private, max-age=3600"}
    return FileResponse(found.artisan.photo.open(), content_type="image/jpeg", headers=headers)


@login_required
@require_POST
def phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the number in the answer to this request only; the look is logged.

    No redirect: the message would wait for the next page in a cookie or in the session's row.
    """
    found = load(request, pk, "people.manage")
    if found.kind != HelperKind.ARTISAN:
        raise Http404
    number = actions.reveal_phone(helper=found, actor=request.user) or _("没有登记")
    words = {"name": found.public_name, "number": number}
    messages.info(request, _("%(name)s的手机号：%(number)s。这次查看已记录。") % words)
    return helper(request, pk)
