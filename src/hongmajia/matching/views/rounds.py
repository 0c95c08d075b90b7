"""The list of rounds, starting one, and its progress."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.core.job_panel import JobPanel, poll_answer
from hongmajia.core.paging import page_by_key
from hongmajia.unions.enums import OVERSEERS, Role, Stage
from hongmajia.unions.present import present_season, seasons_of
from hongmajia.unions.stages import opening_in_words, refuse_before_matching
from hongmajia.unions.years import Years

from ..actions import start_round
from ..enums import RoundState
from ..forms import RoundForm
from ..models import Round
from ..queries import season_now, with_counts


@login_required
def round_list(request: HttpRequest) -> HttpResponse:
    """The rounds the user may see, newest first."""
    user: Any = request.user
    if not user.scope(*OVERSEERS):
        raise PermissionDenied
    years = Years.of(request.GET)
    rounds = with_counts(Round.objects.visible_to(user).filter(years.of_season()).with_details())
    page = page_by_key(rounds, "started_at", request.GET.get("after", ""))
    season = present_season(user)
    opens = opening_in_words(seasons_of({path for _role, path in user.grants}), Stage.MATCH)
    has_opened = season is not None and season.has_opened(Stage.MATCH)
    context = {
        "section": "rounds",
        "page": page,
        "years": years,
        "may_run": has_opened and bool(user.scope(Role.CADRE)),
        "opens": "" if has_opened else opens,
    }
    return render(request, "matching/rounds.html", context)


@login_required
def round_new(request: HttpRequest) -> HttpResponse:
    """Choose the union and the reach, and start a round."""
    user: Any = request.user
    if not user.scope(Role.CADRE):
        raise PermissionDenied
    if request.method == "GET":
        refuse_before_matching(season_now(user))
    form = RoundForm(request.POST or None, user=user)

    def start() -> HttpResponse:
        started = start_round(actor=user, season=season_now(user), **form.cleaned_data)
        return redirect("round", started.pk)

    return answer_form(request, form, start, template="matching/round_new.html", section="rounds")


@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Polled every second by the waiting page, which is told to reload once the work is done."""
    found = get_for(request.user, Round.objects.visible_to(request.user).with_details(), pk=pk)
    return poll_answer(request, panel_of(request, found))


def panel_of(request: HttpRequest, round_: Round) -> JobPanel:
    """Return the progress panel; who may run the round can restart it when it is stuck."""
    is_sending = round_.state == RoundState.SENDING
    may_run = request.user.has_perm("matching.run", round_)
    again = reverse("round_send" if is_sending else "round_rerun", args=[round_.pk])
    return JobPanel(
        job=round_,
        poll=reverse("round_progress", args=[round_.pk]),
        page=reverse("round", args=[round_.pk]),
        step=_("%(done)s件，共%(total)s件"),
        note=_("可以关掉这一页，办好会通知您。"),
        again=again if may_run else "",
        again_label=_("接着发") if is_sending else _("重新算"),
    )
