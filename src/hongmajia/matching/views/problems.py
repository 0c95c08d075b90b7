"""Pages of common problems."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hongmajia.core.gate import get_for
from hongmajia.unions.stages import matching_opens
from hongmajia.unions.years import Years

from .. import queries
from ..models import CommonProblem
from ..tasks import find_common_problems

PAGE = 20
"""Problems of a page."""


@login_required
def problem_list(request: HttpRequest) -> HttpResponse:
    """The common problems of the reader's unions, those with most needs first."""
    user: Any = request.user
    if not user.has_perm("matching.see_problems"):
        raise PermissionDenied
    years = Years.of(request.GET)
    pages = Paginator(CommonProblem.objects.visible_to(user).filter(years.of_season()), PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "section": "rounds",
        "page": page,
        "years": years,
        "problems": queries.shared(page.object_list, user),
        "may_find": user.has_perm("matching.find_problems"),
    }
    return render(request, "matching/problems.html", context)


@login_required
def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """One common problem: its needs, their common words, and possible speakers."""
    visible = CommonProblem.objects.visible_to(request.user).select_related("season")
    (found,) = queries.shared([get_for(request.user, visible, pk=pk)], request.user)
    context = {
        "section": "rounds",
        "shared": found,
        "speakers": queries.speakers(found.needs),
        "opens": matching_opens(found.problem.season),
    }
    return render(request, "matching/problem.html", context)


@login_required
@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Queue the search for common problems now, without waiting for the hourly task."""
    if not request.user.has_perm("matching.find_problems"):
        raise PermissionDenied
    find_common_problems.enqueue()
    messages.success(request, _("正在找，过一会儿刷新就能看到。"))
    return redirect("problem_list")
