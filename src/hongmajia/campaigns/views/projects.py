"""What was done in an exemplary project, counted from the records that were added to it."""

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from hongmajia.core.actors import user_of
from hongmajia.publicity.models import Project
from hongmajia.unions.enums import STAFF

from ..figures import MEASURES, project_figures, project_scope
from .campaigns import show_records


@require_GET
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """On the page of a project: its indicators that are not empty."""
    project = get_object_or_404(Project.objects.select_related("union"), pk=pk)
    context = {
        "section": "news", "project": project, "opens": request.user.has_perm("insights.read"),
        "figures": [one for one in project_figures(project, timezone.localdate()) if one.count],
    }  # fmt: skip
    return render(request, "campaigns/project_figures.html", context)


@login_required
@permission_required("insights.read", raise_exception=True)
@require_GET
def figure(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The records from which one indicator is counted: those that the reader may read."""
    project = get_object_or_404(Project.objects.select_related("union"), pk=pk)
    measure = next((one for one in MEASURES if one.name == name), None)
    mine = [*user_of(request.user).scope(*STAFF)]
    whole, read = project_scope(project), project_scope(project, paths=mine)
    if measure is None or whole is None or read is None:
        raise Http404(name)
    back = (reverse("project", args=[pk]), project.name)
    return show_records(request, measure, whole, read, back)
