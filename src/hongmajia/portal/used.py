"""Which cases an enterprise can say that it put to use."""

from django.db import models
from django.db.models import QuerySet, Value

from hongmajia.cases.models import Case
from hongmajia.needs.models import Need

OFFERED = 50
"""Cases that a form offers, those of the category of the need first."""


def usable_by(need: Need, wanted: int | None = None) -> QuerySet[Case]:
    """Published cases of others that the need's enterprise has not said to use yet.

    The one that is ``wanted`` is among them if it can be.
    """
    others = Case.objects.published().exclude(engagement__need__enterprise=need.enterprise_id)
    open_ones = others.exclude(uses__enterprise=need.enterprise_id)
    of_same = models.When(category=need.category, then=Value(0))
    is_same = models.Case(of_same, default=Value(1), output_field=models.IntegerField())
    keys = [*open_ones.order_by(is_same, "-pk").values_list("pk", flat=True)[:OFFERED]]
    found: QuerySet[Case] = open_ones.filter(pk__in=[*keys, wanted or 0])
    return found.order_by(is_same, "-pk")
