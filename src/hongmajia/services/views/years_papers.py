"""Certificates over several years: issued, downloaded, and verified."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from hongmajia.core.codes import NoSuchCode, by_code
from hongmajia.core.downloads import PDF, download
from hongmajia.core.errors import Refused
from hongmajia.core.limits import DRAWN, limited
from hongmajia.notices.saying import saying

from ..actions import issue_years_certificate
from ..certifying import render_years_certificate, years_of_service
from ..models import YearsCertificate
from .helpers import artisan_for


class YearsForm(forms.Form):
    """The first and the last year of a certificate, of those in which the artisan served."""

    first = forms.TypedChoiceField(label=gettext_lazy("从哪一年"), coerce=int)
    last = forms.TypedChoiceField(label=gettext_lazy("到哪一年"), coerce=int)

    def __init__(self, data: Any, served: list[int]) -> None:
        super().__init__(data, initial={"first": served[0], "last": served[-1]} if served else {})
        for field in self.fields.values():
            field.choices = [(year, year) for year in served]  # type: ignore[attr-defined]


@login_required
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the certificate over the years that were chosen."""
    helper = artisan_for(request, pk)
    if not request.user.has_perm("people.manage", helper):
        raise PermissionDenied("people.manage")
    form = YearsForm(request.POST, [row.year for row in years_of_service(helper)])
    with saying(request, _("证书发好了。")):
        if not form.is_valid():
            raise Refused(_("请选师傅服务过的年度。"))
        issue_years_certificate(helper=helper, actor=request.user, **form.cleaned_data)
    return redirect("helper_certificates", pk)


@login_required
@require_GET
@limited(DRAWN)
def pdf(request: HttpRequest, pk: int, certificate: int) -> HttpResponse:
    """The certificate as PDF, for the artisan and those who manage the artisan's entry."""
    issued = YearsCertificate.objects.select_related("helper", "union", "issued_by")
    found = get_object_or_404(issued, helper=artisan_for(request, pk), pk=certificate)
    return download(render_years_certificate(found), PDF, f"certificate-years-{found.pk}.pdf")


@require_GET
def verify(request: HttpRequest, years_token: str) -> HttpResponse:
    """The public page behind the QR code: the present content, or 404 if unknown."""
    issued = YearsCertificate.objects.select_related("helper__artisan", "union")
    try:
        found = by_code(request, issued, token=years_token)
    except NoSuchCode:
        found = None
    years = years_of_service(found.helper, found.first, found.last) if found else []
    context = {
        "certificate": found,
        "years": years,
        "times": sum(row.times for row in years),
        "hours": sum((row.hours for row in years), Decimal(0)),
    }
    status = 200 if found else 404
    return render(request, "services/years_certificate.html", context, status=status)
