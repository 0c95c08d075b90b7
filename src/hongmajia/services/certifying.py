"""Content of a volunteer certificate, read from the service records, and its PDF."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.papers import chinese_date, qr_svg, typeset
from hongmajia.people.models import Helper
from hongmajia.unions.duty import telephone_of
from hongmajia.unions.mastheads import masthead_of
from hongmajia.unions.models import Season

from .enums import DAYS_KNOWN
from .models import (
    Activity,
    Attendance,
    Certificate,
    Confirmation,
    Objection,
    YearsCertificate,
)

TEMPLATE = Path(__file__).parent / "papers/certificate.typ"
OF_YEARS = Path(__file__).parent / "papers/years_certificate.typ"
SHOWN = 12
"""Services listed one by one; of the others the certificate states only the number."""


@dataclass(frozen=True)
class Service:
    """One line of a certificate: one activity that the artisan attended.

    It is made known from ``known_since`` on; ``attendance`` is the key of what may be objected to,
    ``is_objected`` says that an objection is open.
    """

    day: date
    title: str
    form: str
    hours: Decimal
    known_since: datetime
    attendance: int
    is_objected: bool

    @property
    def known_until(self) -> date:
        """The day from which it stands on a certificate, if nobody objects."""
        return timezone.localdate(self.known_since + timedelta(days=DAYS_KNOWN))

    @property
    def is_known(self) -> bool:
        """Whether it was made known for ``DAYS_KNOWN`` days."""
        return self.known_since + timedelta(days=DAYS_KNOWN) <= timezone.now()

    @property
    def is_clear(self) -> bool:
        """Whether it may stand on a certificate."""
        return self.is_known and not self.is_objected


def services_of(helper: Helper, season: Season) -> list[Service]:
    """Confirmed activities that the artisan attended in the season, the earliest first."""
    held: Any = with_known(only_confirmed(Activity.objects.held()))
    objected = Objection.objects.open().filter(activity=OuterRef("pk"), helper=helper)
    present = Attendance.objects.filter(activity=OuterRef("pk"), helper=helper)
    rows = held.filter(season=season).annotate(
        is_objected=Exists(objected), attendance=Subquery(present.values("pk")[:1])
    )
    rows = rows.filter(attendance__isnull=False).select_related("record")
    return [
        Service(
            timezone.localdate(row.starts_at),
            row.title,
            str(row.get_form_display()),
            row.record.hours,
            max(filter(None, (row.record.known_since, row.confirmed_at))),
            row.attendance,
            row.is_objected,
        )
        for row in rows.order_by("starts_at", "pk")
    ]


def certified_services(helper: Helper, season: Season) -> list[Service]:
    """Those that a certificate states: made known for the whole time, without open objection."""
    return [service for service in services_of(helper, season) if service.is_clear]


def only_clear(activities: QuerySet[Activity], helper: Helper) -> QuerySet[Activity]:
    """Those that were made known for ``DAYS_KNOWN`` days, without open objection of the helper."""
    before = timezone.now() - timedelta(days=DAYS_KNOWN)
    objected = Objection.objects.open().filter(activity=OuterRef("pk"), helper=helper)
    late = Confirmation.objects.filter(
        engagement__activities=OuterRef("pk"), confirmed_at__gt=before
    )
    return activities.filter(~Exists(objected), ~Exists(late), record__known_since__lte=before)


def with_known(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """With ``confirmed_at``, the latest confirmation; ``None`` for what needs none."""
    confirmed = Confirmation.objects.filter(engagement__activities=OuterRef("pk"))
    latest = confirmed.order_by("-confirmed_at").values("confirmed_at")[:1]
    return activities.annotate(confirmed_at=Subquery(latest))


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

    ``first`` and ``last`` limit them. A service belongs to the year of its season, and counts as
    soon as it may stand on a certificate (``only_clear``).
    """
    held = only_clear(only_confirmed(Activity.objects.held()), helper)
    held = held.filter(attendances__helper=helper)
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
    services = certified_services(certificate.helper, certificate.season)
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
        **_answerable(certificate),
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
        **_answerable(certificate),
        "number": certificate.number,
        "date": chinese_date(timezone.localdate(certificate.issued_at)),
        "address": address,
        **masthead.facts,
    }
    return typeset(OF_YEARS, facts, {"code.svg": qr_svg(address), **masthead.pictures})


def _answerable(certificate: Certificate | YearsCertificate) -> dict[str, Any]:
    """What the national rule asks for beside the services: the person, and who answers for it."""
    return {
        "volunteer_number": certificate.helper.artisan.volunteer_number,
        "in_charge": certificate.union.in_charge,
        "handler": str(certificate.issued_by),
        "contact": telephone_of(certificate.union).phone,
        "days_known": DAYS_KNOWN,
    }


def plainly(hours: Decimal) -> str:
    """Hours without zeros at the end, and never as a power of ten."""
    return f"{hours.normalize():f}"
