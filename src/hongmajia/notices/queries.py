"""Who is still to be telephoned, and what did not arrive."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from .models import Call, Delivery
from .querysets import DeliveryQuerySet


def waiting_for_a_call(model: type[Model]) -> QuerySet[Any]:
    """The keys of the rows of ``model`` that somebody has yet to telephone."""
    kind = ContentType.objects.get_for_model(model)
    return Call.objects.open().filter(callee_type=kind).order_by().values("callee_id")


def not_arrived() -> DeliveryQuerySet:
    """The messages that did not arrive and whose union is to know of it, with their details."""
    lost: Any = Delivery.objects.not_arrived().filter(union__isnull=False)
    found: DeliveryQuerySet = lost.select_related("call__made_by", "user")
    return found.prefetch_related("notices", "callee")
