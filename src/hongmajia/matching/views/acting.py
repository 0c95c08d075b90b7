"""Acting on a plan: pin, ban, re-run, send, shelve."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from hongmajia.core.asked import address_of
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.needs.models import Need

from .. import actions, queries
from ..forms import RulingForm
from .board import load_round, summary


@login_required
@require_POST
def rule(request: HttpRequest, pk: int) -> HttpResponse:
    """Pin or ban a pair."""
    round_ = load_round(request, pk, "matching.run")
    form = RulingForm(request.POST, round=round_)
    with refusal_shown_on(form):
        if form.is_valid():
            actions.rule_pair(round=round_, actor=request.user, **form.cleaned_data)
    if form.errors:
        return _refused(request, round_, form)
    pair = form.cleaned_data["need"].pk, form.cleaned_data["helper"].pk
    return _after_ruling(request, round_, *pair)


def _refused(request: HttpRequest, round_: Any, form: RulingForm) -> HttpResponse:
    """Return to the board, with the errors as messages."""
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    board_url = reverse("round", args=[round_.pk])
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(board_url)
    return redirect(board_url)


@login_required
@require_POST
def free(request: HttpRequest, pk: int, need: int, helper: int) -> HttpResponse:
    """Lift a pin or a ban."""
    round_ = load_round(request, pk, "matching.run")
    ruling = get_object_or_404(queries.rulings_within(round_), need=need, helper=helper)
    actions.lift_ruling(round=round_, ruling=ruling, actor=request.user)
    return _after_ruling(request, round_, need, helper)


def _after_ruling(request: HttpRequest, round_: Any, need: int, helper: int) -> HttpResponse:
    """With htmx, render the row, the send bar and the sums again; else return to the board."""
    rows = queries.with_rulings(round_.rows.filter(need=need)).with_details()
    row = rows.filter(helper=helper).first()
    if not request.htmx or row is None:  # type: ignore[attr-defined]
        return redirect(_previous_tab(request, reverse("round", args=[round_.pk])))
    context = {"round": round_, "row": row, "redrawn": True, **summary(request, round_)}
    return render(request, "matching/ruled.html", context)


def _previous_tab(request: HttpRequest, board_url: str) -> str:
    """Return the board's URL with the tab from which the request came."""
    came_from = address_of(request.headers.get("Referer", ""))
    return f"{board_url}?{came_from.query}" if came_from.path == board_url else board_url


@login_required
@require_POST
def rerun(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute the round again."""
    started = actions.rerun_round(round=load_round(request, pk, "matching.run"), actor=request.user)
    return redirect("round", started.pk)


@login_required
@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the plan's invitations."""
    round_ = load_round(request, pk, "matching.run")
    actions.send_round(round=round_, actor=request.user)
    return redirect("round", pk)


@login_required
@require_POST
def shelve(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the plan aside."""
    actions.shelve_round(round=load_round(request, pk, "matching.run"), actor=request.user)
    messages.success(request, _("方案已搁置，以后可以从这里发出。"))
    return redirect("round_list")


@login_required
@require_POST
def allow_both_modes(request: HttpRequest, pk: int, need: int) -> HttpResponse:
    """Let an unserved need be solved on site or online, where its mode is the only obstacle."""
    round_ = load_round(request, pk, "matching.run")
    left = Need.objects.filter(pk__in=round_.unserved.values("need")).with_details()
    found = get_for(request.user, left, "needs.change", pk=need)
    actions.allow_both_modes(need=found, actor=request.user)
    messages.success(request, _("已改为现场、在线都可以，重算后用上。"))
    return redirect("round", pk)
