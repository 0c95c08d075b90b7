"""Confirming a service, reopening a need, call-backs, and milestones of a long-term problem."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.actors import Actor
from hongmajia.core.asked import text_of
from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.engagements.enums import EngagementState
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.notices.saying import saying

from ..actions import (
    confirm_service,
    finish_milestone,
    record_call_back,
    report_relapse,
    set_milestone,
)
from ..forms import CallBackForm, ConfirmForm, MilestoneForm, confirm_form, relapse_form
from ..models import CallBack, Confirmation, Milestone
from ..queries import next_to_confirm, records_of
from .visits import load_engagement


@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker, with an account, confirms a service: outcome, satisfaction and benefit."""
    engagement = load_engagement(request, pk, "confirm")
    form = confirm_form(engagement, request.user, request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusal_shown_on(form):
            with saying(request, _("确认好了，谢谢您。")):
                confirm_from_form(engagement, request.user, str(request.user), form)
            return redirect("need", engagement.need_id)
    return show_confirming(request, engagement, form)


def confirm_from_form(engagement: Engagement, actor: Actor, name: str, form: ConfirmForm) -> None:
    """Confirm with the data of a valid form; used with an account and with a tracking code."""
    evidence = form.cleaned_data["evidence"]
    facts = {**form.facts(), **form.proof(), "evidence": evidence}
    confirm_service(engagement=engagement, actor=actor, name=name, **facts)


def show_confirming(
    request: HttpRequest, engagement: Engagement, form: ConfirmForm, **more: Any
) -> HttpResponse:
    """Render the confirmation form beside the helper's record."""
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
def slip(request: HttpRequest, pk: int) -> FileResponse:
    """The photographed slip of a confirmation for the enterprise, for both sides and the unions."""
    seen = Engagement.objects.visible_to(request.user).values("pk")
    found = get_for(request.user, Confirmation.objects.filter(engagement__in=seen), pk=pk)
    if not found.slip:
        raise Http404
    return FileResponse(found.slip.open(), content_type="image/jpeg")


@login_required
@require_GET
def confirm_need(request: HttpRequest, pk: int) -> HttpResponse:
    """Redirect to the engagement of the need that waits for confirmation, or to the need."""
    need = get_for(request.user, Need.objects.visible_to(request.user), "needs.follow", pk=pk)
    waiting = next_to_confirm(need)
    return redirect("confirm_service", waiting.pk) if waiting else redirect("need", pk)


@login_required
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The asker, with an account, reports that the problem is back."""
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
    """Record the answer that the enterprise gave in a call-back."""
    visible = CallBack.objects.visible_to(request.user).select_related(
        "confirmation__engagement__need__season", "confirmation__engagement__need__union",
        "confirmation__engagement__helper__artisan__user",
        "confirmation__engagement__helper__team__leader__user",
    )  # fmt: skip
    found = get_for(request.user, visible, "services.call_back", pk=pk)
    form = CallBackForm(request.POST or None)
    engagement = found.confirmation.engagement

    def save() -> HttpResponse:
        with saying(request, _("回访记下了。")):
            record_call_back(call_back=found, actor=request.user, **form.cleaned_data)
        return redirect("need", engagement.need_id)

    context = {"call_back": found, "engagement": engagement}
    return answer_form(request, form, save, template="services/call_back.html", **context)


@login_required
@require_POST
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a milestone to an engagement."""
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
    """Mark a milestone as reached."""
    seen = Engagement.objects.visible_to(request.user).values("pk")
    visible = Milestone.objects.filter(engagement__in=seen)
    found = get_for(request.user, visible, pk=pk)
    found.engagement = load_engagement(request, found.engagement_id, "schedule")
    note = text_of(request.POST, "note", 300)
    finish_milestone(milestone=found, actor=request.user, note=note)
    messages.success(request, _("这个节点完成了。"))
    return redirect("engagement", found.engagement_id)
