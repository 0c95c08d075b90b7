"""Issuing a volunteer certificate."""

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.telling import tell
from hongmajia.people.models import Helper
from hongmajia.people.queries import helper_side
from hongmajia.unions.models import Season

from ..certifying import Service, services_of, years_of_service
from ..enums import DAYS_KNOWN, ServiceVerb
from ..models import Certificate, YearsCertificate


def _refuse_unclear(services: list[Service]) -> None:
    """Raise ``Refused`` unless at least one service may stand on a certificate."""
    if not services:
        raise Refused(_("这一年还没有经企业确认的服务，不能发证书。"))
    if any(service.is_clear for service in services):
        return
    if any(service.is_objected for service in services):
        raise Refused(_("这些服务记录有异议，答复以后才能发证书。"))
    day = date_format(min(service.known_until for service in services), "DATE_FORMAT")
    raise Refused(
        _("服务记录要先公示满%(n)s天，%(day)s起可以发证书。") % {"n": DAYS_KNOWN, "day": day}
    )


def _refuse_incomplete(helper: Helper) -> None:
    """Raise ``Refused`` where the certificate could not state what it must."""
    if not helper.artisan.volunteer_number:
        raise Refused(_("证书上要写志愿者编号，请先在资料里登记。"))
    if not helper.union.in_charge:
        words = {"union": helper.union}
        raise Refused(_("证书上要写负责人，请先在%(union)s的页面上登记志愿服务负责人。") % words)


@transaction.atomic
def issue_certificate(*, helper: Helper, season: Season, actor: Actor) -> Certificate:
    """Issue the certificate of an artisan for a season, in the name of the artisan's union.

    Returns the existing certificate if there is one. Raises ``Refused`` if the artisan has no
    confirmed service in the season that was made known for ``DAYS_KNOWN`` days and is under no
    objection, and where the volunteer's number or the union's person in charge is missing, which
    the certificate has to state (民政部 2015 年规定).
    """
    _refuse_unclear(services_of(helper, season))
    _refuse_incomplete(helper)
    issued, new = Certificate.objects.get_or_create(
        helper=helper, season=season, defaults={"union": helper.union, "issued_by": user_of(actor)}
    )
    if new:
        data = {"number": issued.number, "helper": in_chinese(helper)}
        record(actor, ServiceVerb.CERTIFIED, issued, data=data)
        page = reverse("helper_certificates", args=[helper.pk])
        sentence = gettext_lazy("%(union)s给您发了志愿服务证书，可以下载打印")
        tell(helper_side(helper), sentence, page, union=helper.union)
    return issued


@transaction.atomic
def issue_years_certificate(
    *, helper: Helper, first: int, last: int, actor: Actor
) -> YearsCertificate:
    """Issue the certificate of an artisan over the years ``first`` to ``last``.

    Returns the existing certificate if there is one. Raises ``Refused`` unless the artisan has
    services that may stand on a certificate in both of these years, and they are two, and where
    the certificate could not state what it must.
    """
    if first >= last:
        raise Refused(_("历年证书至少要两个年度，前一年在前。一个年度的，请发这一年的证书。"))
    served = {row.year for row in years_of_service(helper, first, last)}
    if not {first, last} <= served:
        raise Refused(_("头一年和末一年都要有经企业确认、公示满7天的服务。"))
    _refuse_incomplete(helper)
    issued, new = YearsCertificate.objects.get_or_create(
        helper=helper, first=first, last=last,
        defaults={"union": helper.union, "issued_by": user_of(actor)},
    )  # fmt: skip
    if new:
        data = {"number": issued.number, "helper": in_chinese(helper)}
        record(actor, ServiceVerb.CERTIFIED, issued, data=data)
        page = reverse("helper_certificates", args=[helper.pk])
        sentence = gettext_lazy("%(union)s给您发了历年志愿服务证书，可以下载打印")
        tell(helper_side(helper), sentence, page, union=helper.union)
    return issued
