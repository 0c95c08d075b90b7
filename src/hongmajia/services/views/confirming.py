"""The enterprise confirms; the union asks again; milestones of a longer 攻关."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.actors import Actor
from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need

from ..actions import (
    call_back,
    confirm_service,
    finish_milestone,
    report_relapse,
    set_milestone,
)
from ..forms import CallBackForm, ConfirmForm, MilestoneForm, relapse_form
from ..models import CallBack, Milestone
from ..queries import records_of, to_confirm
from .visits import load_engagement


@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Was it solved, was it good, what did it save."""
    engagement = load_engagement(request, pk, "confirm")
    form = ConfirmForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_shown_on(form):
            say(engagement, request.user, str(request.user), form)
            messages.success(request, _("确认好了，谢谢您。"))
            return redirect("need", engagement.need_id)
    return show_confirming(request, engagement, form)


def say(engagement: Engagement, actor: Actor, name: str, form: ConfirmForm) -> None:
    """Do what the form says; used with an account and with a tracking code."""
    evidence = form.cleaned_data["evidence"]
    confirm_service(
        engagement=engagement, actor=actor, name=name, evidence=evidence, **form.facts()
    )


def show_confirming(
    request: HttpRequest, engagement: Engagement, form: ConfirmForm, **more: Any
) -> HttpResponse:
    """The page on which the enterprise confirms, beside what the helper wrote."""
    context = {
        "engagement": engagement,
        "need": engagement.need,
        "form": form,
        "record": records_of([engagement]).first(),
        "waits": engagement.state == EngagementState.SERVED,
        **more,
    }
    return render(request, "services/confirm.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def confirm_need(request: HttpRequest, pk: int) -> HttpResponse:
    """On to whatever of this need the asker has to confirm."""
    need = get_for(request.user, Need.objects.visible_to(request.user), "needs.follow", pk=pk)
    waiting = to_confirm(need)
    return redirect("confirm_service", waiting.pk) if waiting else redirect("need", pk)


@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The problem is back, the asker says."""
    visible = Need.objects.visible_to(request.user).with_details()
    need = get_for(request.user, visible, "needs.change", pk=pk)
    form = relapse_form(request.POST or None)

    def report() -> HttpResponse:
        name = str(request.user)
        report_relapse(need=need, actor=request.user, name=name, **form.cleaned_data)
        messages.success(request, _("已重新打开，工会会再找师傅。"))
        return redirect("need", pk)

    template = "services/reopen.html"
    return answer_form(request, form, report, template=template, need=need, section="needs")


@login_required
def called_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The union notes what the enterprise says, weeks after."""
    visible = CallBack.objects.visible_to(request.user).select_related(
        "confirmation__engagement__need__season", "confirmation__engagement__need__union",
        "confirmation__engagement__helper__artisan__user",
        "confirmation__engagement__helper__team__leader__user",
    )  # fmt: skip
    call = get_for(request.user, visible, "services.call_back", pk=pk)
    form = CallBackForm(request.POST or None)
    engagement = call.confirmation.engagement

    def note_it() -> HttpResponse:
        call_back(call=call, actor=request.user, **form.cleaned_data)
        messages.success(request, _("回访记下了，师傅也会知道。"))
        return redirect("need", engagement.need_id)

    template = "services/call_back.html"
    return answer_form(request, form, note_it, template=template, call=call, engagement=engagement)


@login_required
@require_POST
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a step of a longer 攻关."""
    engagement, form = load_engagement(request, pk, "schedule"), MilestoneForm(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            set_milestone(engagement=engagement, actor=request.user, **form.cleaned_data)
            messages.success(request, _("节点定好了。"))
            return redirect("engagement", pk)
    for faults in form.errors.values():
        messages.error(request, " ".join(map(str, faults)))
    return redirect("engagement", pk)


@login_required
@require_POST
def milestone_done(request: HttpRequest, pk: int) -> HttpResponse:
    """A step is reached."""
    seen = Engagement.objects.visible_to(request.user).values("pk")
    visible = Milestone.objects.filter(engagement__in=seen)
    found = get_for(request.user, visible, pk=pk)
    found.engagement = load_engagement(request, found.engagement_id, "schedule")
    note = request.POST.get("note", "")[:300]
    finish_milestone(milestone=found, actor=request.user, note=note)
    messages.success(request, _("这个节点完成了。"))
    return redirect("engagement", found.engagement_id)
