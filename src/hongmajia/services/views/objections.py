"""Records that are made known, objecting to one, and answering an objection."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.closed_years import may_now
from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.gate import get_for
from hongmajia.core.paging import page_by_key
from hongmajia.notices.saying import saying
from hongmajia.people.models import Helper

from ..actions import answer_objection, object_to_record
from ..enums import DAYS_KNOWN, ObjectionState
from ..forms import AnswerForm, ObjectionForm
from ..making_known import made_known
from ..models import Attendance, Objection

SIZE = 50


@require_GET
def known(request: HttpRequest) -> HttpResponse:
    """The records of service that are made known now: everybody may read them for seven days."""
    page = page_by_key(made_known(), "starts_at", request.GET.get("after", ""), SIZE)
    context = {"section": "activities", "page": page, "days": DAYS_KNOWN}
    return render(request, "services/made_known.html", context)


@login_required
def object_to(request: HttpRequest, pk: int) -> HttpResponse:
    """An artisan objects to the record of an activity that they attended."""
    rows = Attendance.objects.filter(helper__isnull=False).select_related(
        "activity__union", "helper__union", "helper__artisan__user"
    )
    seen = rows.filter(helper__in=_helpers_seen(request))
    attended = get_for(request.user, seen, pk=pk)
    helper: Any = attended.helper
    activity = attended.activity
    if not request.user.has_perm("services.object", helper):
        raise PermissionDenied("services.object")
    form = ObjectionForm(request.POST or None)

    def do() -> HttpResponse:
        with saying(request, _("异议记下了，等%(union)s答复。") % {"union": activity.union}):
            object_to_record(
                activity=activity, helper=helper, actor=request.user, **form.cleaned_data
            )
        return redirect("helper_certificates", helper.pk)

    return form_page(
        request,
        form,
        do,
        section="people",
        title=_("对服务记录提出异议"),
        lead=_("%(title)s。答复以前，这一次不算进证书。") % {"title": activity.title},
        submit=_("提出异议"),
        back=(reverse("helper_certificates", args=[helper.pk]), _("志愿服务证书")),
    )


def _helpers_seen(request: HttpRequest) -> Any:
    return Helper.objects.visible_to(request.user).order_by().values("pk")


@login_required
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """An objection with its answer; a cadre of the organising union answers it by POST."""
    rows = Objection.objects.visible_to(request.user).select_related(
        "activity__union", "activity__season", "activity__record", "helper__union",
        "helper__artisan", "answered_by",
    )  # fmt: skip
    found: Objection = get_for(request.user, rows, pk=pk)
    right = "services.answer_objection"
    if request.method == "POST" and not request.user.has_perm(right, found):
        raise PermissionDenied(right)
    form = AnswerForm(request.POST or None)

    def answer() -> HttpResponse:
        is_corrected = form.cleaned_data["state"] == ObjectionState.CORRECTED
        said = form.cleaned_data["answer"]
        with saying(request, _("答复了。")):
            answer_objection(
                objection=found, actor=request.user, is_corrected=is_corrected, answer=said
            )
        if is_corrected:
            messages.info(request, _("更正过的记录重新公示%(n)s天。") % {"n": DAYS_KNOWN})
        return redirect("objection", pk)

    may_answer = found.state == ObjectionState.OPEN and request.user.has_perm(right, found)
    may_correct = may_now(request.user, "services.correct", found.activity)
    context = {"section": "people", "objection": found, "may_correct": may_correct}
    context |= {"activity": found.activity, "may_answer": may_answer}
    return answer_form(request, form, answer, template="services/objection.html", **context)
