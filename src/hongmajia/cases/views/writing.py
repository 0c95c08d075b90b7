"""Writing a case: drafting it from records, the form, photographs, versions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.engagements.models import Engagement

from .. import actions
from ..facts import facts_of
from ..forms import CaseForm, PicturesForm
from ..queries import photographs
from ..versions import changes_between
from . import load


@login_required
@require_POST
def draft(request: HttpRequest, engagement: int) -> HttpResponse:
    """Draft a case from a confirmed service and open its form."""
    visible = Engagement.objects.visible_to(request.user).with_details()
    found = get_for(request.user, visible, "cases.draft_any", pk=engagement)
    case = actions.draft_case(engagement=found, actor=request.user)
    messages.success(request, _("草稿按服务记录填好了，请接着改。"))
    return redirect("case_write", case.pk)


@login_required
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit the written fields of a case."""
    found = load(request, pk, "write")
    form = CaseForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        with refusal_shown_on(form):
            actions.rewrite_case(case=found, actor=request.user, **form.cleaned_data)
            messages.success(request, _("已保存，上一版还在“版本”里。"))
            return redirect("case", pk)
    context = {"section": "cases", "case": found, "form": form, "facts": facts_of(found)}
    return render(request, "cases/write.html", context, status=422 if form.errors else 200)


@login_required
def pictures(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the photographs of a case and write their captions."""
    found = load(request, pk, "write")
    form = PicturesForm(request.POST or None, case=found)
    if request.method == "POST" and form.is_valid():
        photos = list(form.cleaned_data["photos"].order_by("pk"))
        with refusal_shown_on(form):
            actions.choose_pictures(
                case=found, photos=photos, captions=form.captions(), actor=request.user
            )
            return redirect("case", pk)
    kept_back = sum(not photo.may_be_published for photo in photographs(found))
    context = {"section": "cases", "case": found, "form": form, "kept_back": kept_back}
    return render(request, "cases/pictures.html", context, status=422 if form.errors else 200)


@login_required
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest 100 versions of the written fields, the newest first."""
    found = load(request, pk, "story")
    kept = found.history.select_related("history_user").order_by("-history_date", "-history_id")
    context = {"section": "cases", "case": found, "versions": kept[:100]}
    return render(request, "cases/versions.html", context)


@login_required
def version(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """The differences between an earlier version and the current text."""
    found = load(request, pk, "story")
    earlier = version_of(found, version)
    context = {
        "section": "cases",
        "case": found,
        "earlier": earlier,
        "changes": changes_between(earlier, found),
        "may_write": request.user.has_perm("cases.write", found),
    }
    return render(request, "cases/version.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Restore an earlier version."""
    found = load(request, pk, "write")
    actions.restore_version(case=found, version=version_of(found, version), actor=request.user)
    messages.success(request, _("已恢复，恢复前的文字也留着。"))
    return redirect("case", pk)


def version_of(case: Any, key: int) -> Any:
    """The version of the case with this key; 404 if there is none."""
    return get_object_or_404(case.history.select_related("history_user"), history_id=key)
