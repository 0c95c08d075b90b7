"""Exemplary projects: public pages, and forms for cadres of their unions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.models import Event
from hongmajia.core.paging import page_by_key
from hongmajia.people.queries import unions_to_choose
from hongmajia.unions.visiting import shown_here

from .. import actions
from ..enums import ProjectLevel, ProjectVerb
from ..forms import NewProjectForm, ProjectForm
from ..models import Project
from ..queries import unions_with_projects
from .news import chosen_union

RIGHTS = ("keep", "enter", "note")


@require_GET
def project_list(request: HttpRequest) -> HttpResponse:
    """All exemplary projects, or those of one ``?level=``."""
    level = request.GET.get("level", "")
    projects = Project.objects.with_details().filter(shown_here())
    shown = projects.filter(level=level) if level in map(str, ProjectLevel.values) else projects
    unions = unions_with_projects()
    union = chosen_union(request.GET, unions)
    if union is not None:
        shown = shown.at(union)
    context = {
        "section": "news",
        "page": page_by_key(shown, "pk", request.GET.get("after", "")),
        "levels": ProjectLevel.choices,
        "level": level,
        "unions": unions,
        "union": union,
        "may_write": request.user.has_perm("publicity.write_any"),
    }
    return render(request, "publicity/projects.html", context)


@require_GET
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One exemplary project: what was done, what belongs to it, and the news about it."""
    found = get_object_or_404(Project.objects.with_details(), pk=pk)
    user = request.user
    may = {right: user.has_perm(f"publicity.{right}", found) for right in RIGHTS}
    context = {
        "section": "news",
        "project": found,
        "steps": found.steps.all()[:20],
        "needs": found.needs.visible_to(user).order_by("-submitted_at", "-pk")[:10],
        "activities": found.activities.visible_to(user).order_by("-starts_at", "-pk")[:10],
        "news": found.news.filter(state="published").order_by("-dated", "-pk")[:10],
        "may": may,
        "notes": notes_of(found) if may["note"] else (),
    }
    return render(request, "publicity/project.html", context)


def notes_of(project: Project) -> Any:
    """The latest notes of the unions of a project and of those above."""
    found = Event.objects.filter(story=project.story, verb=ProjectVerb.NOTED)
    return found.select_related("actor")[:10]


@login_required
@permission_required("publicity.write_any", raise_exception=True)
def new(request: HttpRequest) -> HttpResponse:
    """Register an exemplary project."""
    form = NewProjectForm(request.POST or None, unions=unions_to_choose(request.user))

    def do() -> HttpResponse:
        union = form.cleaned_data["union"]
        made = actions.register_project(union=union, actor=request.user, **form.facts())
        messages.success(request, _("示范项目已登记。"))
        return redirect("project", made.pk)

    back = (reverse("project_list"), _("示范项目"))
    return form_page(
        request, form, do, section="news", title=_("登记示范项目"), submit=_("登记"), back=back
    )


@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit an exemplary project."""
    found = get_for(request.user, Project.objects.with_details(), "publicity.keep", pk=pk)
    form = ProjectForm(request.POST or None, instance=found)

    def do() -> HttpResponse:
        actions.change_project(project=found, actor=request.user, **form.facts())
        messages.success(request, _("已改好。"))
        return redirect("project", pk)

    back = (reverse("project", args=[pk]), found.name)
    return form_page(
        request, form, do, section="news", title=_("改示范项目"), submit=_("保存"), back=back
    )
