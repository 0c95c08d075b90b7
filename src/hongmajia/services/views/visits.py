"""Arranging a visit; the page of an activity; changing it and calling it off."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.closed_years import may_now
from hongmajia.core.downloads import CALENDAR, download
from hongmajia.core.form_pages import answer_form
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.engagements.models import Engagement
from hongmajia.notices.saying import saying

from ..actions import call_off, move_activity, schedule_visit
from ..calendar import calendar_of
from ..forms import SignUpForm, VisitForm, call_off_form, withdraw_form
from ..models import Activity
from ..queries import heads_coming, heads_waiting
from ..safety_shown import safeties_of, safety_of

READING = ("read_record", "meet")
WRITING = ("move", "record", "correct", "withdraw", "adopt")


def load(request: HttpRequest, pk: int, right: str | None = None) -> Activity:
    """The activity; 404 if the user may not see it, 403 without permission ``services.<right>``."""
    visible = Activity.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right and f"services.{right}", pk=pk)


def load_engagement(request: HttpRequest, pk: int, right: str | None = None) -> Engagement:
    """The engagement; 404 if the user may not see it, 403 without ``services.<right>``."""
    visible = Engagement.objects.visible_to(request.user).with_details()
    return get_for(request.user, visible, right and f"services.{right}", pk=pk)


@login_required
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Arrange a visit: store the time and place on which the two sides agreed."""
    engagement = load_engagement(request, pk, "schedule")
    form = VisitForm(request.POST or None)

    def arrange() -> HttpResponse:
        with saying(request, _("约好了。")):
            word = form.second_word()
        visit = schedule_visit(engagement=engagement, actor=request.user, word=word, **form.facts())
        return redirect("activity", visit.pk)

    context = {"section": "activities", "engagement": engagement, "need": engagement.need}
    context["shown"] = safety_of(engagement, None)
    return answer_form(request, form, arrange, template="services/schedule.html", **context)


@require_GET
def activity(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an activity; the record is shown to those who may read it."""
    return show(request, load(request, pk))


def firms_helped(activity: Activity) -> list[str]:
    """Names of the enterprises whose needs the activity serves; they count as served already."""
    engaged = activity.engagements.filter(need__enterprise__isnull=False)
    return sorted(set(engaged.values_list("need__enterprise__name", flat=True)))


def show(request: HttpRequest, found: Activity, **forms: Any) -> HttpResponse:
    """Render the page of an activity; ``forms`` replace its empty forms by rejected ones (422)."""
    may = {right: request.user.has_perm(f"services.{right}", found) for right in READING}
    may |= {right: may_now(request.user, f"services.{right}", found) for right in WRITING}
    context = {
        "section": "activities",
        "activity": found,
        "record": getattr(found, "record", None),
        "engagements": found.engagements.all(),
        "shows_event": found.is_open or not found.engagements.all(),
        "may": may,
        "sign_up_form": SignUpForm(),
        "signed_up": found.sign_ups.filter(user=request.user.pk) if request.user.pk else [],
        "firms": list(found.enterprises.order_by("pk")) if may["read_record"] else [],
        "firms_helped": firms_helped(found) if may["read_record"] else [],
        "safeties": safeties_of(found) if may["read_record"] else [],
        "coming": heads_coming(found),
        "waiting": heads_waiting(found),
        "may_name_firms": may_now(request.user, "services.plan", found),
        "may_plan": request.user.has_perm("services.plan", found),
        "call_off_form": call_off_form(),
        "withdraw_form": withdraw_form(),
        **forms,
    }
    faulty = any(form.errors for form in forms.values())
    return render(request, "services/activity.html", context, status=422 if faulty else 200)


@login_required
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Change time, place or other fields of an activity."""
    found = load(request, pk, "move")
    form = VisitForm(request.POST or None, instance=found)

    def move_it() -> HttpResponse:
        word = form.second_word()
        move_activity(activity=found, actor=request.user, word=word, **form.facts())
        messages.success(request, _("改好了。"))
        return redirect("activity", pk)

    context = {"section": "activities", "activity": found}
    return answer_form(request, form, move_it, template="services/move.html", **context)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call off an activity."""
    found, form = load(request, pk, "move"), call_off_form(request.POST)
    if form.is_valid():
        with refusal_shown_on(form):
            with saying(request, _("已取消。")):
                call_off(activity=found, actor=request.user, **form.cleaned_data)
            return redirect("activity", pk)
    return show(request, found, call_off_form=form)


@require_GET
def calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The activity as an .ics file; the meeting's link only for those who take part."""
    found = load(request, pk)
    content = calendar_of([found], partial(request.user.has_perm, "services.meet"))
    return download(content, CALENDAR, f"hongmajia-{pk}.ics")
