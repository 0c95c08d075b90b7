"""Issuing a volunteer certificate."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, user_of
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.notices.telling import tell
from hongmajia.people.models import Helper
from hongmajia.people.queries import helper_side
from hongmajia.unions.models import Season

from ..certifying import services_of, years_of_service
from ..enums import ServiceVerb
from ..models import Certificate, YearsCertificate


@transaction.atomic
def issue_certificate(*, helper: Helper, season: Season, actor: Actor) -> Certificate:
    """Issue the certificate of an artisan for a season, in the name of the artisan's union.

    Returns the existing certificate if there is one. Raises ``Refused`` if the artisan has no
    confirmed service in the season.
    """
    if not services_of(helper, season):
        raise Refused(_("这一年还没有经企业确认的服务，不能发证书。"))
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
    confirmed services in both of these years, and they are two.
    """
    if first >= last:
        raise Refused(_("历年证书至少要两个年度，前一年在前。一个年度的，请发这一年的证书。"))
    served = {row.year for row in years_of_service(helper, first, last)}
    if not {first, last} <= served:
        raise Refused(_("头一年和末一年都要有经企业确认的服务。"))
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
