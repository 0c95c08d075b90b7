"""Keeping a class: sessions, roster, attendance, grades."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hongmajia.core.form_pages import Link, answer_form, form_page
from hongmajia.notices.saying import saying

from ..actions import (
    change_learner,
    enroll,
    note_grade,
    plan_session,
    reveal_learner,
    strike_off,
    tick_attendance,
)
from ..forms import AttendanceForm, GradeForm, LearnerForm, SessionForm, after
from ..models import TrainingClass
from . import load, load_learner, load_session


def back_to(made: TrainingClass) -> Link:
    """The page of the class."""
    return reverse("training_class", args=[made.pk]), made.title


@login_required
def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one more session."""
    made = load(request, pk, "manage")
    last = made.sessions.select_related("activity").order_by("activity__starts_at").last()
    form = SessionForm(request.POST or None, initial=after(last))

    def save() -> HttpResponse:
        with saying(request, _("这次课安排好了。")):
            plan_session(made=made, actor=request.user, word=form.second_word(), **form.facts())
        return redirect("training_class", pk)

    return form_page(
        request, form, save, section="activities", title=_("安排一次课"), submit=_("安排"),
        back=back_to(made),
    )  # fmt: skip


@login_required
def learner_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody on the roster."""
    made = load(request, pk, "manage")
    form = LearnerForm(request.POST or None)

    def save() -> HttpResponse:
        facts: Any = form.facts()
        (learner,) = enroll(made=made, actor=request.user, learners=[facts])
        messages.success(request, _("%(person)s登记好了。") % {"person": learner.name})
        return redirect("training_class", pk)

    return form_page(
        request, form, save, section="activities", title=_("登记学员"), submit=_("登记"),
        back=back_to(made),
    )  # fmt: skip


@login_required
def learner_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what the roster says of somebody."""
    learner = load_learner(request, pk)
    form = LearnerForm(request.POST or None, instance=learner)

    def save() -> HttpResponse:
        change_learner(learner=learner, actor=request.user, **form.facts())
        messages.success(request, _("改好了。"))
        return redirect("training_class", learner.of_class_id)

    return form_page(
        request, form, save, section="activities", title=_("更正学员登记"), submit=_("保存"),
        back=back_to(learner.of_class),
    )  # fmt: skip


@login_required
def grade(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the grade that a learner reached."""
    learner = load_learner(request, pk)
    initial = {"grade": learner.grade_reached, "on": learner.reached_on}
    form = GradeForm(request.POST or None, initial=initial)

    def save() -> HttpResponse:
        note_grade(learner=learner, actor=request.user, **form.cleaned_data)
        messages.success(request, _("记下了。"))
        return redirect("training_class", learner.of_class_id)

    return form_page(
        request, form, save, section="activities", title=_("记技能等级"), submit=_("记下"),
        back=back_to(learner.of_class), lead=learner.name,
    )  # fmt: skip


@login_required
@require_POST
def learner_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody from the roster who has never come."""
    learner = load_learner(request, pk)
    strike_off(learner=learner, actor=request.user)
    messages.success(request, _("去掉了。"))
    return redirect("training_class", learner.of_class_id)


@login_required
@require_POST
@never_cache
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a learner's number, in this response only; the look is logged."""
    learner = load_learner(request, pk)
    context = {
        "section": "activities",
        "learner": learner,
        "number": reveal_learner(learner=learner, actor=request.user),
    }
    return render(request, "classes/number.html", context)


@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick who is there, on a phone in the room."""
    session = load_session(request, pk)
    made = session.of_class
    form = AttendanceForm(request.POST or None, session=session, learners=made.learners.all())

    def save() -> HttpResponse:
        with saying(request, _("点名存好了。")):
            tick_attendance(
                session=session, actor=request.user, present=form.present(),
                taught=form.cleaned_data.get("taught", ""),
            )  # fmt: skip
        return redirect("training_class", made.pk)

    context = {"section": "activities", "session": session, "made": made}
    return answer_form(request, form, save, template="classes/attendance.html", **context)
