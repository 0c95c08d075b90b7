"""Documents of a service: the agreement, certificates, and their verification."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hongmajia.core.asked import key_of
from hongmajia.core.codes import NoSuchCode, by_code
from hongmajia.core.downloads import PDF, WORD, download
from hongmajia.core.form_pages import form_page
from hongmajia.core.gate import get_for
from hongmajia.core.limits import DRAWN, limited
from hongmajia.engagements.models import Engagement
from hongmajia.notices.saying import saying
from hongmajia.people.models import Helper
from hongmajia.unions.models import Season

from ..actions import issue_certificate, write_measures
from ..agreement import agreement_of
from ..certifying import (
    certified_services,
    render_certificate,
    services_of,
    total_hours,
)
from ..forms import MeasuresForm
from ..measures import measures_of
from ..models import Certificate, Objection
from .helpers import artisan_for
from .visits import load_engagement
from .years_papers import YearsForm


@login_required
@require_GET
@limited(DRAWN)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement as Word, for those who may see the names of the need."""
    engagement = load_engagement(request, pk)
    if not request.user.has_perm("needs.names", engagement.need):
        raise PermissionDenied("needs.names")
    return download(agreement_of(engagement, request.user), WORD, f"agreement-{pk}.docx")


@login_required
def measures(request: HttpRequest, pk: int) -> HttpResponse:
    """The safety measures of the agreement, written by a cadre of the need."""
    visible = Engagement.objects.visible_to(request.user).with_details()
    engagement = get_for(request.user, visible, "engagements.choose", pk=pk)
    form = MeasuresForm(request.POST or None, initial={"text": measures_of(engagement)})

    def write() -> HttpResponse:
        write_measures(engagement=engagement, actor=request.user, **form.cleaned_data)
        messages.success(request, _("写好了，印在意向书上。"))
        return redirect("engagement", pk)

    return form_page(
        request,
        form,
        write,
        section="activities",
        title=_("意向书里的安全措施"),
        lead=_("先列标准写法，请按现场情况改。"),
        submit=_("保存"),
        back=(reverse("engagement", args=[pk]), engagement.need.title),
    )


@login_required
def certificates(request: HttpRequest, pk: int) -> HttpResponse:
    """Services and certificates of an artisan by season.

    Whoever manages the artisan's entry (``people.manage``) issues a certificate by POST.
    """
    helper = artisan_for(request, pk)
    may_issue = request.user.has_perm("people.manage", helper)
    if request.method == "POST":
        if not may_issue:
            raise PermissionDenied("people.manage")
        return _issue(request, helper)
    seasons = _by_season(helper)
    years = sorted({row["season"].year for row in seasons if row["can_issue"]})
    context = {
        "section": "people",
        "helper": helper,
        "seasons": seasons,
        "may_issue": may_issue,
        "may_object": request.user.has_perm("services.object", helper),
        "objections": list(_objections(helper)),
        "years_form": YearsForm(None, years) if may_issue and len(years) > 1 else None,
        "of_years": list(helper.certificates_of_years.all()),
    }
    return render(request, "services/certificates.html", context)


def _objections(helper: Helper) -> Any:
    """The objections of an artisan, the latest first."""
    return Objection.objects.filter(helper=helper).select_related("activity__union")


def _issue(request: HttpRequest, helper: Helper) -> HttpResponse:
    season = get_object_or_404(Season, pk=key_of(request.POST.get("season")))
    with saying(request, _("证书发好了。")):
        issue_certificate(helper=helper, season=season, actor=request.user)
    return redirect("helper_certificates", helper.pk)


def _by_season(helper: Helper) -> list[dict[str, Any]]:
    """Each season in which the artisan served, with services, hours and certificate if issued."""
    issued = {one.season_id: one for one in helper.certificates.select_related("season")}
    found = Season.objects.filter(activities__attendances__helper=helper).distinct()
    rows = []
    for season in found.order_by("-year", "-pk"):
        services = services_of(helper, season)
        rows.append(
            {
                "season": season,
                "services": services,
                "hours": total_hours(services),
                "can_issue": any(service.is_clear for service in services),
                "certificate": issued.get(season.pk),
            }
        )
    return rows


@login_required
@require_GET
@limited(DRAWN)
def certificate_pdf(request: HttpRequest, pk: int, season_pk: int) -> HttpResponse:
    """The certificate as PDF, for the artisan and those who manage the artisan's entry."""
    helper = artisan_for(request, pk)
    found = get_object_or_404(
        Certificate.objects.select_related("helper", "season", "union", "issued_by"),
        helper=helper,
        season=season_pk,
    )
    return download(render_certificate(found), PDF, f"certificate-{found.pk}.pdf")


@require_GET
def verify(request: HttpRequest, token: str) -> HttpResponse:
    """The public page behind a certificate's QR code: its current content, or 404 if unknown."""
    issued = Certificate.objects.select_related("helper__artisan", "season", "union")
    try:
        found = by_code(request, issued, token=token)
    except NoSuchCode:
        found = None
    services = certified_services(found.helper, found.season) if found else []
    context = {"certificate": found, "services": services, "hours": total_hours(services)}
    status = 200 if found else 404
    return render(request, "services/certificate.html", context, status=status)
