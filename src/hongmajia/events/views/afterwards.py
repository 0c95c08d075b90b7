"""After an event: the ceremony, heads, questions, photographs, evaluation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.actors import user_of
from hongmajia.core.asked import text_of
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.forms import ReasonForm
from hongmajia.core.gate import get_for
from hongmajia.notices.saying import saying
from hongmajia.unions.enums import Role
from hongmajia.unions.models import Season, Union

from .. import actions
from ..forms import (
    CeremonyForm,
    CriterionRows,
    EvaluationForm,
    EventPhotoForm,
    HeadsForm,
    QuestionForm,
    criteria_in,
)
from ..models import EventPhoto, Question
from . import back_to, load
from .sheets import sheet_page


@login_required
def ceremony(request: HttpRequest, pk: int) -> HttpResponse:
    """Record on one page that flags were handed over and pairs sealed."""
    activity = load(request, pk)
    initial = {"on": timezone.localdate(activity.starts_at)}
    form = CeremonyForm(
        request.POST or None, request.FILES or None, activity=activity, initial=initial
    )

    def save() -> HttpResponse:
        said = form.cleaned_data
        with saying(request, _("仪式记下了，每支队、每对师徒的页面上都有。")):
            actions.hold_ceremony(
                activity=activity, actor=request.user, on=said["on"],
                flags=said.get("flags", ()), seals=said.get("seals", ()),
                signed=said.get("signed", ()), photo=said.get("photo"),
                shows_faces=said["shows_faces"], consent_note=said["consent_note"],
            )  # fmt: skip
        return redirect("activity", pk)

    return form_page(
        request, form, save, section="activities", title=_("记下仪式"), submit=_("记下"),
        back=back_to(activity), lead=_("没办成的，去掉勾。记错了可以撤回。"),
    )  # fmt: skip


@login_required
def ceremony_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ceremony back, with a reason."""
    activity = load(request, pk)
    told = _("队和师徒会收到通知；授旗、协议回到仪式以前的样子。")
    form = ReasonForm(request.POST or None, label=_("为什么撤回"), help_text=told)

    def undo() -> HttpResponse:
        with saying(request, _("已撤回。")):
            actions.take_ceremony_back(
                activity=activity, actor=request.user, reason=form.cleaned_data["reason"]
            )
        return redirect("activity", pk)

    title = _("撤回仪式")
    return form_page(
        request, form, undo, section="activities", title=title, submit=title,
        back=back_to(activity),
    )  # fmt: skip


@login_required
def heads(request: HttpRequest, pk: int) -> HttpResponse:
    """Heads counted by hand, by group."""
    activity = load(request, pk)
    form = HeadsForm(request.POST or None, activity=activity)

    def save() -> HttpResponse:
        counted = {group: n or 0 for group, n in form.cleaned_data.items()}
        actions.count_heads(activity=activity, actor=request.user, heads=counted)
        messages.success(request, _("记下了。"))
        return redirect("activity", pk)

    return form_page(
        request, form, save, section="activities", title=_("来了谁"), submit=_("保存"),
        back=back_to(activity),
        lead=_("只写没有报名、没有扫码的人数；报名到场的已经算了。"),
    )  # fmt: skip


@login_required
def question_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a question of the event."""
    activity = load(request, pk)
    form = QuestionForm(request.POST or None, actor=user_of(request.user))

    def save() -> HttpResponse:
        actions.note_question(activity=activity, actor=request.user, **form.facts())
        messages.success(request, _("记下了。"))
        return redirect("activity", pk)

    return form_page(
        request, form, save, section="activities", title=_("记一个问题"), submit=_("记下"),
        back=back_to(activity), lead=_("问题和回答公开；里面的人名、电话自动隐去。"),
    )  # fmt: skip


@login_required
def question_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a question, or write its answer."""
    asked = get_object_or_404(Question, pk=pk)
    activity = load(request, asked.activity_id)
    form = QuestionForm(request.POST or None, instance=asked, actor=user_of(request.user))

    def save() -> HttpResponse:
        stored = Question.objects.get(pk=asked.pk)
        actions.change_question(question=stored, actor=request.user, **form.facts())
        messages.success(request, _("记下了。"))
        return redirect("activity", activity.pk)

    return form_page(
        request, form, save, section="activities", title=_("问题和回答"), submit=_("保存"),
        back=back_to(activity),
    )  # fmt: skip


@login_required
@require_POST
def question_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a question that was noted by mistake."""
    asked = get_object_or_404(Question.objects.select_related("activity"), pk=pk)
    activity = load(request, asked.activity_id)
    actions.delete_question(question=asked, actor=request.user)
    messages.success(request, _("删掉了。"))
    return redirect("activity", activity.pk)


@login_required
def photos(request: HttpRequest, pk: int) -> HttpResponse:
    """All photographs with their consent, and a form to add one."""
    activity = load(request, pk)
    form = EventPhotoForm(request.POST or None, request.FILES or None)

    def add() -> HttpResponse:
        actions.add_event_photo(activity=activity, actor=request.user, **form.cleaned_data)
        messages.success(request, _("照片加好了。"))
        return redirect("event_photos", pk)

    context = {
        "section": "activities", "activity": activity, "back": back_to(activity),
        "photos": activity.event_photos.all(),
    }  # fmt: skip
    return answer_form(request, form, add, template="events/photos.html", **context)


def load_photo(request: HttpRequest, pk: int) -> EventPhoto:
    """A photograph of an event that the user keeps; otherwise 404 or 403."""
    found = get_object_or_404(EventPhoto.objects.select_related("activity__union"), pk=pk)
    load(request, found.activity_id)
    return found


@login_required
@require_POST
def photo_agreed(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the consent of the people on a photograph."""
    found = load_photo(request, pk)
    note = text_of(request.POST, "consent_note", 200)
    actions.agree_to_photo(photo=found, actor=request.user, consent_note=note)
    messages.success(request, _("已记下本人同意。"))
    return redirect("event_photos", found.activity_id)


@login_required
@require_POST
def photo_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a photograph."""
    found = load_photo(request, pk)
    actions.delete_event_photo(photo=found, actor=request.user)
    messages.success(request, _("照片删掉了。"))
    return redirect("event_photos", found.activity_id)


@login_required
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """Evaluate an activity of a union below, by the criteria of its season."""
    activity = load(request, pk, "events.evaluate")
    form = EvaluationForm(request.POST or None, criteria=activity.season.criteria.all())

    def save() -> HttpResponse:
        actions.evaluate(
            activity=activity, actor=request.user, by=_evaluator(request, activity.union.path),
            marks=form.marks(), words=form.cleaned_data["words"],
        )  # fmt: skip
        messages.success(request, _("评估记下了。"))
        return redirect("activity", pk)

    return form_page(
        request, form, save, section="activities", title=_("评估这场活动"), submit=_("记下评估"),
        back=back_to(activity), lead=_("标准由省里每年定。评估只有各级工会看得见。"),
    )  # fmt: skip


def _evaluator(request: HttpRequest, path: str) -> Union:
    """The nearest union above ``path`` of which the user is a cadre."""
    mine = [
        one
        for one in user_of(request.user).scope(Role.CADRE)
        if path.startswith(one) and one != path
    ]
    return Union.objects.get(path=max(mine, key=len))


@login_required
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """The criteria by which the activities of a season are evaluated."""
    season = get_for(
        request.user, Season.objects.select_related("union"), "events.set_criteria", pk=pk
    )
    initial = list(season.criteria.values("name", "most"))
    rows = CriterionRows(request.POST or None, initial=initial)

    def save() -> None:
        actions.set_criteria(season=season, actor=request.user, criteria=criteria_in(rows))

    return sheet_page(
        request, rows, save, back=(reverse("season"), season.name), title=_("活动评估标准"),
        lead=_("这一年评估活动，各级都按这些标准打分。"), section="season",
    )  # fmt: skip
