"""Indicators counted from confirmations."""

from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from hongmajia.engagements.enums import EngagementState
from hongmajia.services.enums import PLEASED
from hongmajia.services.models import Confirmation, Evidence

from ..enums import Aggregate
from ..scope import Scope
from .definition import Measure


def rated(scope: Scope) -> QuerySet[Any]:
    """Confirmations; one is deleted when the record of its service is withdrawn."""
    engaged = scope.engagements().filter(state=EngagementState.CONFIRMED).order_by().values("pk")
    found = Confirmation.objects.filter(engagement__in=engaged)
    return found.filter(scope.during("confirmed_at"))


def has_evidence() -> Any:
    """Whether a confirmation tells of a benefit and has a photograph as evidence."""
    return Exists(Evidence.objects.filter(confirmation=OuterRef("pk"))) & Q(benefit_wan__gt=0)


IS_OWN, IS_ON_BEHALF = Q(on_behalf=False), Q(on_behalf=True)


def with_evidence(scope: Scope) -> QuerySet[Any]:
    """Confirmations of a benefit with at least one photograph as evidence."""
    return rated(scope).filter(has_evidence())


def own(scope: Scope) -> QuerySet[Any]:
    """Confirmations that the enterprises gave themselves."""
    return rated(scope).filter(IS_OWN)


def on_behalf(scope: Scope) -> QuerySet[Any]:
    """Confirmations that a union gave for the enterprise (代确认)."""
    return rated(scope).filter(IS_ON_BEHALF)


REGION = "engagement__need__region"
UNION = "engagement__need__home_union__path"

BENEFIT = Measure(
    "benefit", _("经济效益"), _("万元"),
    _("企业确认时说的一年大约省了多少，附有依据照片的才算，相加。"),
    with_evidence, "benefits", REGION, union=UNION, amount=F("benefit_wan"),
    among=rated, condition=has_evidence(),
)  # fmt: skip
SATISFACTION = Measure(
    "satisfaction", _("满意度"), _("家次"),
    _("企业自己确认时选“满意”或“很满意”的，占企业自己的全部确认的百分之几。代确认的不算。"),
    own, "confirmations", REGION, union=UNION,
    amount=Case(When(satisfaction__in=PLEASED, then=Value(1)), default=Value(0)),
    aggregate=Aggregate.SHARE, among=rated, condition=IS_OWN,
)  # fmt: skip
CONFIRMED_FOR = Measure(
    "confirmed_for", _("代确认"), _("家次"),
    _("工会代企业确认的服务，有原因或者企业签字的单子。和企业自己的确认分开数。"),
    on_behalf, "confirmations", REGION, union=UNION, among=rated, condition=IS_ON_BEHALF,
)  # fmt: skip
