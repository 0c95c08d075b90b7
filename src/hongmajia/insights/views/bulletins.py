"""Making and downloading issues of the bulletin."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.downloads import WORD, download
from hongmajia.core.forms import refusal_shown_on
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited

from ..actions import make_bulletin
from ..bulletin import render_bulletin
from ..choosing import readable_unions, scope_of
from ..forms import BulletinForm
from ..models import Bulletin
from ..scope import Scope


@login_required
def bulletin_new(request: HttpRequest) -> HttpResponse:
    """The form of a new issue, and the list of issues to download."""
    scope = scope_of(request.GET, request.user)
    if not request.user.has_perm("insights.edit_bulletin", scope.union):
        raise PermissionDenied("insights.edit_bulletin")
    form = BulletinForm(request.POST or None, initial=_proposed(scope))
    if form.is_valid():
        with refusal_shown_on(form):
            season, union = scope.season, scope.union
            made = make_bulletin(
                actor=request.user, season=season, union=union, **form.cleaned_data
            )
            return redirect(f"{request.path}{scope.address()}#bulletin-{made.pk}")
    issues = Bulletin.objects.filter(season=scope.season, union=scope.union)
    context = {"section": "figures", "scope": scope, "form": form, "issues": issues}
    status = 422 if form.errors else 200
    return render(request, "insights/bulletin.html", context, status=status)


def _proposed(scope: Scope) -> dict[str, Any]:
    """Initial values: the next number; title and distribution of the last issue."""
    issues = Bulletin.objects.filter(season=scope.season, union=scope.union)
    number = (issues.aggregate(last=Max("number"))["last"] or 0) + 1
    last = issues.first()
    return {
        "number": number,
        "title": last.title if last else _("劳模工匠志愿服务进展"),
        "distribution": last.distribution if last else "",
    }


@login_required
@limited(DRAWN)
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """Download an issue as Word, with current figures."""
    if not request.user.has_perm("insights.read"):
        raise PermissionDenied("insights.read")
    issues = Bulletin.objects.filter(
        union__in=readable_unions(request.user).order_by().values("pk")
    )
    issue = get_for(request.user, issues.select_related("season", "union"), pk=pk)
    name = _("简报%(year)s年第%(n)s期") % {"year": issue.season.year, "n": issue.number}
    return download(render_bulletin(issue, timezone.localdate()), WORD, f"{name}.docx")
