"""Content of a volunteer certificate, read from the service records, and its PDF."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from hongmajia.engagements.enums import EngagementState
from hongmajia.papers import chinese_date, qr_svg, typeset
from hongmajia.people.models import Helper
from hongmajia.unions.duty import telephone_of
from hongmajia.unions.models import Season

from .enums import DAYS_KNOWN
from .models import Activity, Attendance, Certificate, Confirmation, Objection

TEMPLATE = Path(__file__).parent / "papers/certificate.typ"
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


def with_known(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """With ``confirmed_at``, the latest confirmation; ``None`` for what needs none."""
    confirmed = Confirmation.objects.filter(engagement__activities=OuterRef("pk"))
    latest = confirmed.order_by("-confirmed_at").values("confirmed_at")[:1]
    return activities.annotate(confirmed_at=Subquery(latest))


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
    facts = {
        "name": certificate.helper.name,
        "workplace": certificate.helper.workplace,
        "volunteer_number": certificate.helper.artisan.volunteer_number,
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
        "in_charge": certificate.union.in_charge,
        "handler": str(certificate.issued_by),
        "contact": telephone_of(certificate.union).phone,
        "days_known": DAYS_KNOWN,
        "number": certificate.number,
        "date": chinese_date(timezone.localdate(certificate.issued_at)),
        "address": address,
    }  # fmt: skip
    return typeset(TEMPLATE, facts, {"code.svg": qr_svg(address)})
