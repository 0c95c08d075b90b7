"""What pages and papers of a class read."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from hongmajia.core.withholding import BY_OFFICES, Whose
from hongmajia.services.enums import ActivityState

from .models import Learner, TrainingClass


def named_in_class(made: TrainingClass) -> Whose:
    """Who may be named in the title of a class: nobody by name, an office by its telephone."""
    return Whose(shown=BY_OFFICES)


def sessions_of(made: TrainingClass) -> QuerySet[Any]:
    """The sessions in order, each with ``n`` learners who came."""
    found = made.sessions.select_related("activity__season").annotate(n=Count("presences"))
    return found.order_by("activity__starts_at", "pk")


def hours_held(made: TrainingClass) -> Decimal:
    """The hours of all sessions that were held."""
    held = made.sessions.filter(activity__state=ActivityState.HELD)
    return held.aggregate(n=Sum("hours"))["n"] or Decimal(0)


def roster(made: TrainingClass) -> QuerySet[Any]:
    """The learners with their hours and certificates."""
    found = made.learners.with_hours()
    return found.select_related("certificate").order_by("pk")


def to_certify(made: TrainingClass) -> QuerySet[Any]:
    """Learners who have the hours for a certificate and none yet."""
    found = made.learners.with_hours()
    return found.filter(hours__gte=made.hours_needed, certificate=None).order_by("pk")


def masked_name(name: str) -> str:
    """A learner as the public page of a certificate names them: ``王**``."""
    return _("%(surname)s**") % {"surname": name[:1]}


def learners_to_print(made: TrainingClass) -> QuerySet[Learner]:
    """Learners with a certificate, with all that a paper reads."""
    found = made.learners.with_hours().filter(certificate__isnull=False)
    return found.select_related(
        "certificate__issued_by", "of_class__season", "of_class__union"
    ).order_by("pk")
