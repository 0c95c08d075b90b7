"""What a certificate says: hours and content, read from the records."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.papers import chinese_date, qr_svg, typeset
from hongmajia.people.models import Helper
from hongmajia.unions.models import Season

from .models import Activity, Certificate

TEMPLATE = Path(__file__).parent / "papers/certificate.typ"
SHOWN = 12
"""Services named one by one; of more the certificate says how many there were."""


@dataclass(frozen=True)
class Service:
    """One line of a certificate."""

    day: date
    title: str
    form: str
    hours: Decimal


def services_of(helper: Helper, season: Season) -> list[Service]:
    """What the artisan was at, the first first."""
    held = proven(Activity.objects.held()).filter(season=season, attendances__helper=helper)
    rows = held.select_related("record").order_by("starts_at", "pk")
    return [
        Service(
            timezone.localdate(row.starts_at),
            row.title,
            str(row.get_form_display()),
            row.record.hours,
        )
        for row in rows
    ]


def proven(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Those whose enterprises have confirmed them all; a lecture for everybody needs no word."""
    open_ = Activity.engagements.through.objects.filter(activity=OuterRef("pk")).exclude(
        engagement__state=EngagementState.CONFIRMED
    )
    return activities.filter(~Exists(open_), record__isnull=False)


def hours_in(services: list[Service]) -> Decimal:
    return sum((service.hours for service in services), Decimal(0))


def printed(certificate: Certificate) -> bytes:
    """The certificate as a PDF of one A4 page."""
    services = services_of(certificate.helper, certificate.season)
    address = settings.SITE_ADDRESS + reverse("certificate", args=[certificate.token])
    facts = {
        "name": certificate.helper.name,
        "workplace": certificate.helper.workplace,
        "season": certificate.season.name,
        "hours": f"{hours_in(services).normalize():f}",
        "times": len(services),
        "services": [
            {"day": f"{row.day:%Y-%m-%d}", "title": row.title, "form": row.form,
             "hours": f"{row.hours.normalize():f}"}
            for row in services[:SHOWN]
        ],
        "more": max(len(services) - SHOWN, 0),
        "union": certificate.union.name,
        "handler": str(certificate.issued_by),
        "number": certificate.number,
        "date": chinese_date(timezone.localdate(certificate.issued_at)),
        "address": address,
    }  # fmt: skip
    return typeset(TEMPLATE, facts, {"code.svg": qr_svg(address)})
