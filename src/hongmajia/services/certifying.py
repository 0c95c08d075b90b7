"""Content of a volunteer certificate, read from the service records, and its PDF."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.papers import chinese_date, qr_svg, typeset
from hongmajia.people.models import Helper
from hongmajia.unions.mastheads import masthead_of
from hongmajia.unions.models import Season

from .models import Activity, Certificate, YearsCertificate

TEMPLATE = Path(__file__).parent / "papers/certificate.typ"
OF_YEARS = Path(__file__).parent / "papers/years_certificate.typ"
SHOWN = 12
"""Services listed one by one; of the others the certificate states only the number."""


@dataclass(frozen=True)
class Service:
    """One line of a certificate: one activity that the artisan attended."""

    day: date
    title: str
    form: str
    hours: Decimal


def services_of(helper: Helper, season: Season) -> list[Service]:
    """Confirmed activities that the artisan attended in the season, the earliest first."""
    held = only_confirmed(Activity.objects.held()).filter(season=season, attendances__helper=helper)
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


@dataclass(frozen=True)
class YearOfService:
    """What an artisan did in one year: confirmed services, and their hours."""

    year: int
    times: int
    hours: Decimal


def years_of_service(
    helper: Helper, first: int | None = None, last: int | None = None
) -> list[YearOfService]:
    """The years in which the artisan served, the earliest first; takes one query.

    ``first`` and ``last`` limit them. A service belongs to the year of its season.
    """
    held = only_confirmed(Activity.objects.held()).filter(attendances__helper=helper)
    if first is not None:
        held = held.filter(season__year__gte=first)
    if last is not None:
        held = held.filter(season__year__lte=last)
    rows = held.order_by().values_list("season__year").annotate(n=Count("pk"))
    found = rows.annotate(hours=Sum("record__hours")).order_by("season__year")
    return [YearOfService(year, n, hours) for year, n, hours in found]


def only_confirmed(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities with a record, all of whose engagements are confirmed.

    An activity that serves no engagement, such as a public lecture, needs no confirmation.
    """
    unconfirmed = Activity.engagements.through.objects.filter(activity=OuterRef("pk")).exclude(
        engagement__state=EngagementState.CONFIRMED
    )
    return activities.filter(~Exists(unconfirmed), record__isnull=False)


def total_hours(services: list[Service]) -> Decimal:
    """The sum of the hours of the services."""
    return sum((service.hours for service in services), Decimal(0))


def render_certificate(certificate: Certificate) -> bytes:
    """The certificate as a PDF of one A4 page."""
    services = services_of(certificate.helper, certificate.season)
    address = settings.SITE_ADDRESS + reverse("certificate", args=[certificate.token])
    masthead = masthead_of(certificate.union)
    facts = {
        "name": certificate.helper.name,
        "workplace": certificate.helper.workplace,
        "season": certificate.season.name,
        "hours": f"{total_hours(services).normalize():f}",
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
        **masthead.facts,
    }  # fmt: skip
    return typeset(TEMPLATE, facts, {"code.svg": qr_svg(address), **masthead.pictures})


def render_years_certificate(certificate: YearsCertificate) -> bytes:
    """The certificate over several years as a PDF of one A4 page."""
    years = years_of_service(certificate.helper, certificate.first, certificate.last)
    address = settings.SITE_ADDRESS + reverse("years_certificate", args=[certificate.token])
    masthead = masthead_of(certificate.union)
    facts = {
        "name": certificate.helper.name,
        "workplace": certificate.helper.workplace,
        "first": certificate.first,
        "last": certificate.last,
        "times": sum(row.times for row in years),
        "hours": plainly(sum((row.hours for row in years), Decimal(0))),
        "years": [
            {"year": row.year, "times": row.times, "hours": plainly(row.hours)} for row in years
        ],
        "union": certificate.union.name,
        "handler": str(certificate.issued_by),
        "number": certificate.number,
        "date": chinese_date(timezone.localdate(certificate.issued_at)),
        "address": address,
        **masthead.facts,
    }
    return typeset(OF_YEARS, facts, {"code.svg": qr_svg(address), **masthead.pictures})


def plainly(hours: Decimal) -> str:
    """Hours without zeros at the end, and never as a power of ten."""
    return f"{hours.normalize():f}"
