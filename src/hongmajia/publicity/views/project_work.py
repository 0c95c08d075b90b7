"""Working on an exemplary project: what belongs to it, progress, and notes of its unions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.form_pages import answer_form, form_page
from hongmajia.core.gate import get_for
from hongmajia.core.pictures import sized_photo

from .. import actions
from ..forms import NoteForm, RecordsForm, StepForm
from ..models import Project, ProjectStep


def load(request: HttpRequest, pk: int, right: str) -> Project:
    """The project; 403 without permission ``publicity.<right>``."""
    found: Project = get_for(
        request.user, Project.objects.with_details(), f"publicity.{right}", pk=pk
    )
    return found


@login_required
def records(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the needs and activities that belong to a project."""
    found = load(request, pk, "keep")
    form = RecordsForm(request.POST or None, instance=found, user=request.user)
    back = (reverse("project", args=[pk]), found.name)
    page: dict[str, Any] = {"section": "news", "back": back, "title": _("项目里的需求和活动")}
    if "find" in request.POST:  # not saved yet: the page comes again with what was found
        form.is_valid()
        return render(request, "publicity/project_records.html", {"form": form, **page})

    def do() -> HttpResponse:
        actions.choose_records(project=found, actor=request.user, **form.chosen())
        messages.success(request, _("已存好，数字照这些记录算。"))
        return redirect("project", pk)

    return answer_form(request, form, do, template="publicity/project_records.html", **page)


@login_required
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was done."""
    found = load(request, pk, "enter")
    form = StepForm(request.POST or None, request.FILES or None)

    def do() -> HttpResponse:
        image = form.cleaned_data["image"]
        actions.add_step(project=found, actor=request.user, image=image, **form.facts())
        messages.success(request, _("进展写好了。"))
        return redirect("project", pk)

    back = (reverse("project", args=[pk]), found.name)
    return form_page(
        request, form, do, section="news", title=_("写进展"), submit=_("写好了"), back=back
    )


@login_required
@require_POST
def delete_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete an entry."""
    entry = get_object_or_404(ProjectStep.objects.select_related("project__union"), pk=pk)
    load(request, entry.project_id, "enter")
    actions.delete_step(step=entry, actor=request.user)
    messages.success(request, _("这条进展删掉了。"))
    return redirect("project", entry.project_id)


@login_required
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave a note for the unions of a project."""
    found = load(request, pk, "note")
    form = NoteForm(request.POST or None)

    def do() -> HttpResponse:
        actions.note_project(project=found, actor=request.user, **form.cleaned_data)
        messages.success(request, _("留言记下了，项目的工会和上级工会看得到。"))
        return redirect("project", pk)

    back = (reverse("project", args=[pk]), found.name)
    return form_page(
        request, form, do, section="news", title=_("给项目留言"), submit=_("留言"), back=back
    )


@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph of an entry; it was kept only with the consent of those on it."""
    entry = get_object_or_404(ProjectStep, pk=pk)
    if not entry.image or not entry.may_be_published:
        raise Http404(str(pk))
    return sized_photo(request, entry.image, seconds=600)
