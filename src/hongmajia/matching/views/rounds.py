"""The list of rounds, the start of one, and how far the worker has come."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hongmajia.core import progress as work
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.unions.enums import Role

from ..actions import start_round
from ..forms import RoundForm
from ..models import Round
from ..queries import season_now, with_counts


@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not user.scope(Role.CADRE, Role.LEADER):
        raise PermissionDenied
    rounds = with_counts(Round.objects.visible_to(user).with_details())
    page = page_by_key(rounds, "started_at", request.GET.get("after", ""))
    may_run = bool(user.scope(Role.CADRE))
    context = {"section": "rounds", "page": page, "may_run": may_run}
    return render(request, "matching/rounds.html", context)


@login_required
def round_new(request: HttpRequest) -> HttpResponse:
    """Choose the subtree and start."""
    user: Any = request.user
    if not user.scope(Role.CADRE):
        raise PermissionDenied
    form = RoundForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            started = start_round(actor=user, season=season_now(), **form.cleaned_data)
            return redirect("round", started.pk)
    context = {"section": "rounds", "form": form}
    return render(request, "matching/round_new.html", context, status=422 if form.errors else 200)


@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The page that waits asks this every second; once the work is done it is told to reload."""
    found = get_for(request.user, Round.objects.visible_to(request.user).with_details(), pk=pk)
    response = render(request, "matching/_progress.html", how_far(found))
    if not found.is_at_work:
        response["HX-Refresh"] = "true"
    return response


def how_far(round_: Round) -> dict[str, Any]:
    done, total = work.of(round_.story)
    return {"round": round_, "done": done, "total": total}
