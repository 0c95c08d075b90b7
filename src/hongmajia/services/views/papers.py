"""What is taken away on paper: the agreement, the certificate, and its verification."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.downloads import PDF, WORD, download
from hongmajia.core.gate import get_for
from hongmajia.people.models import Helper
from hongmajia.unions.models import Season

from ..actions import issue_certificate
from ..agreement import agreement_of
from ..certifying import hours_in, printed, services_of
from ..models import Certificate
from .visits import load_engagement


@login_required
@require_GET
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement of an engagement, for both sides and the unions."""
    engagement = load_engagement(request, pk)
    if not request.user.has_perm("needs.names", engagement.need):
        raise PermissionDenied("needs.names")
    return download(agreement_of(engagement), WORD, f"agreement-{pk}.docx")


@login_required
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Season by season what an artisan did, and his certificates; a keeper of the roll issues."""
    helper = _helper(request, pk)
    may_issue = request.user.has_perm("people.manage", helper)
    if request.method == "POST":
        if not may_issue:
            raise PermissionDenied("people.manage")
        season = get_object_or_404(Season, pk=request.POST.get("season", "0"))
        issue_certificate(helper=helper, season=season, actor=request.user)
        messages.success(request, _("证书发好了，他也收到了消息。"))
        return redirect("helper_certificates", pk)
    context = {
        "section": "people",
        "helper": helper,
        "seasons": _by_season(helper),
        "may_issue": may_issue,
    }
    return render(request, "services/certificates.html", context)


def _by_season(helper: Helper) -> list[dict[str, Any]]:
    """Each season in which he served, with its services and its certificate."""
    issued = {one.season_id: one for one in helper.certificates.select_related("season")}
    found = Season.objects.filter(activities__attendances__helper=helper).distinct()
    rows = []
    for season in found.order_by("-year", "-pk"):
        services = services_of(helper, season)
        rows.append(
            {
                "season": season,
                "services": services,
                "hours": hours_in(services),
                "certificate": issued.get(season.pk),
            }
        )
    return rows


@login_required
@require_GET
def certificate_pdf(request: HttpRequest, pk: int, season_pk: int) -> HttpResponse:
    """The certificate to print, for himself and those who keep his roll."""
    helper = _helper(request, pk)
    found = get_object_or_404(
        Certificate.objects.select_related("helper", "season", "union", "issued_by"),
        helper=helper,
        season=season_pk,
    )
    return download(printed(found), PDF, f"certificate-{found.pk}.pdf")


@require_GET
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever scans the code sees whether it is genuine and what the records say now."""
    found = (
        Certificate.objects.filter(token=token)
        .select_related("helper__artisan", "season", "union")
        .first()
    )
    services = services_of(found.helper, found.season) if found else []
    context = {"certificate": found, "services": services, "hours": hours_in(services)}
    status = 200 if found else 404
    return render(request, "services/certificate.html", context, status=status)


def _helper(request: HttpRequest, pk: int) -> Helper:
    visible = Helper.objects.visible_to(request.user).artisans().with_details()
    return get_for(request.user, visible, "people.change", pk=pk)
