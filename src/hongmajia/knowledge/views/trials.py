"""“照做管用”, “不管用，继续提”, and how much better it is."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.errors import Refused
from hongmajia.core.form_pages import answer_form
from hongmajia.core.gate import get_for
from hongmajia.core.limits import asker_of
from hongmajia.unions.models import Season
from hongmajia.unions.present import present_season

from .. import actions
from ..forms import TrialForm
from ..limits import TRIED
from ..models import Answer, Trial
from ..saying import remember, said_before, said_in
from . import load_kind
from .asking import load_way


@require_POST
def tried_way(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether what was done there worked here too."""
    return say(request, engagement=load_way(request, pk).engagement)


@require_POST
def tried_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the standard answer of a kind worked here."""
    answers = Answer.objects.standing().filter(kind=load_kind(request, pk))
    answer: Answer = get_for(request.user, answers.with_details())
    return say(request, answer=answer)


def say(request: HttpRequest, **of: Any) -> HttpResponse:
    """Note it; whom it did not help goes on asking, with what they typed."""
    TRIED.take(asker_of(request))
    worked = request.POST.get("worked") == "yes"
    trial = actions.say_trial(
        season=season_now(request), actor=request.user, worked=worked,
        before=said_before(request, **of), **of,
    )  # fmt: skip
    remember(request, trial)
    if worked:
        return redirect("trial", trial.pk)
    messages.success(request, _("记下了：这个办法在您这里不管用。接着提，工会帮您请师傅。"))
    return redirect("ask")


def season_now(request: HttpRequest) -> Season:
    """The present season, in which it counts. Raises ``Refused`` before the first one."""
    season = present_season(request.user)
    if season is None:
        raise Refused(_("还没有开始的服务季，记不下来。"))
    return season


def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """Add how much better it is; only whoever said that it worked has this page."""
    found = load_trial(request, pk)
    form = TrialForm(request.POST or None, instance=found)

    def do() -> HttpResponse:
        actions.tell_of_trial(trial=found, actor=request.user, **form.said())
        messages.success(request, _("记下了，谢谢您。"))
        return redirect(*place_of(found))

    number = Trial.objects.worked().filter(engagement=found.engagement, answer=found.answer)
    return answer_form(
        request, form, do, template="knowledge/trial.html", section="needs", trial=found,
        number=number.count(), record=measured_of(found), back=place_of(found),
    )  # fmt: skip


def load_trial(request: HttpRequest, pk: int) -> Trial:
    """One's own: of the account, or of this session."""
    own = Q(user=request.user) if request.user.pk else Q(pk__in=said_in(request), user=None)
    rows = Trial.objects.filter(own, worked=True).select_related(
        "engagement__need__season", "answer__kind", "enterprise", "region"
    )
    found: Trial = get_for(request.user, rows, pk=pk)
    return found


def place_of(trial: Trial) -> tuple[str, int]:
    """The page of what was tried."""
    if trial.answer is None:
        return "way", trial.engagement.need_id  # type: ignore[union-attr]
    return "kind", trial.answer.kind_id


def measured_of(trial: Trial) -> Any:
    """What was measured there, so that one can tell the same of here; else ``None``."""
    if trial.engagement is None:
        return None
    held = trial.engagement.activities.held().exclude(record__measure="")
    last = held.select_related("record").order_by("-starts_at").first()
    return last.record if last else None
