"""Pages of meetings for many: calling one, its needs and what the askers said."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.closed_years import may_now
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.core.themes import join_theme
from hongmajia.matching.models import CommonProblem
from hongmajia.matching.queries import speakers
from hongmajia.needs.models import Need
from hongmajia.notices.saying import saying
from hongmajia.people.queries import unions_to_choose
from hongmajia.services.models import Activity
from hongmajia.unions.stages import refuse_before_matching

from . import queries
from .actions import attach_need, call_meeting, detach
from .forms import AttachForm, MeetingForm
from .models import Meeting


def load(request: HttpRequest, pk: int, right: str) -> Meeting:
    """The meeting of the activity ``pk``; 404 if it is none or hidden, 403 without the right."""
    visible = Meeting.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, f"meetings.{right}", activity=pk)


@login_required
@permission_required("meetings.call", raise_exception=True)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting for a common problem: speaker, needs to be answered, who else is invited."""
    user: Any = request.user
    problem = get_for(user, CommonProblem.objects.visible_to(user), pk=pk)
    refuse_before_matching(problem.season)
    asked = queries.needs_of(problem, user)
    needs = queries.answerable(user).filter(pk__in=asked.order_by().values("pk"))
    listening = asked.exclude(pk__in=needs.order_by().values("pk"))
    form = MeetingForm(
        request.POST or None, unions=unions_to_choose(user), actor=user, needs=needs,
        listening=listening, suggested=speakers(list(asked)),
        initial=_beginning(problem, list(needs), list(listening)),
    )  # fmt: skip

    def save() -> HttpResponse:
        chosen = form.cleaned_data
        with saying(request, _("交流会安排好了。")), transaction.atomic():
            meeting = call_meeting(
                union=chosen["union"], actor=user, speaker=form.the_speaker, problem=problem,
                needs=chosen.get("needs", ()), listening=chosen.get("listening", ()),
                word=form.second_word(), **form.facts(),
            )  # fmt: skip
            join_theme("activities", meeting.activity, chosen.get("campaign"), user)
        return redirect("activity", meeting.activity_id)

    context = {"section": "rounds", "problem": problem, "answerable": bool(needs)}
    return answer_form(request, form, save, template="meetings/new.html", **context)


def _beginning(problem: CommonProblem, needs: list[Need], listening: list[Need]) -> dict[str, Any]:
    """What the form begins with: all needs, the place and the union of the first."""
    first = (needs or listening)[0]
    return {
        "title": _("%(words)s交流会") % {"words": problem}, "needs": needs, "listening": listening,
        "region": first.region, "union": first.union, "hours": 2,
    }  # fmt: skip


@login_required
@require_GET
def of_problem(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a common problem: the meetings that were called for it."""
    problem = get_for(request.user, CommonProblem.objects.visible_to(request.user), pk=pk)
    found = Meeting.objects.visible_to(request.user).with_details().filter(problem=problem)
    return render(request, "meetings/of_problem.html", {"meetings": found[:5]})


@login_required
@require_GET
def of_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of an activity: its needs and what the askers said; empty if it is no meeting."""
    seen = Activity.objects.visible_to(request.user).select_related("union")
    activity = get_for(request.user, seen, "meetings.read", pk=pk)
    meeting = Meeting.objects.with_details().filter(activity=activity).first()
    if meeting is None:
        return HttpResponse()
    answers = queries.answers_of(meeting)
    related = ("need__season", "need__region__parent", "need__enterprise")
    context = {
        "section": "activities",
        "meeting": meeting,
        "answers": answers,
        "tally": queries.tally(answers),
        "listeners": meeting.listeners.select_related(*related),
        "may_change": may_now(request.user, "meetings.change", meeting),
    }
    return render(request, "meetings/of_activity.html", context)


@login_required
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the meeting answer more needs."""
    meeting = load(request, pk, "change")
    needs = queries.to_attach(meeting, request.user)
    keys = [need.pk for need in needs]
    rows = queries.answerable(request.user).filter(pk__in=keys).order_by("-pk")
    form = AttachForm(request.POST or None, needs=rows)

    def save() -> HttpResponse:
        with saying(request, _("加进来了。")):
            for need in form.cleaned_data["needs"]:
                attach_need(meeting=meeting, need=need, actor=request.user)
        return redirect("activity", pk)

    lead = _("同类、已列入清单、还没有师傅的需求，新的在前。加进来的提出人会收到邀请。")
    if not keys:
        lead = _("没有同类、还没有师傅的需求可以加了。")
    return form_page(
        request, form, save, section="activities", title=_("再加需求"), submit=_("加进来"),
        back=(reverse("activity", args=[pk]), meeting.activity.title), lead=lead,
    )  # fmt: skip


@login_required
def take_out(request: HttpRequest, pk: int, need: int) -> HttpResponse:
    """Take a need out of the meeting before it, and say why."""
    meeting = load(request, pk, "change")
    rows = meeting.activity.engagements.with_details()
    engagement = get_object_or_404(rows, need=need)
    label, help_text = _("为什么不放在会上解答"), _("提出人会看到。需求回到清单上，接着找师傅。")
    form = ReasonForm(request.POST or None, label=label, help_text=help_text)

    def save() -> HttpResponse:
        with saying(request, _("拿出来了。")):
            detach(meeting=meeting, engagement=engagement, actor=request.user,
                   **form.cleaned_data)  # fmt: skip
        return redirect("activity", pk)

    return form_page(
        request, form, save, section="activities", title=_("拿出交流会"), submit=_("拿出来"),
        back=(reverse("activity", args=[pk]), meeting.activity.title), lead=engagement.need.title,
    )  # fmt: skip
