"""Questions the service list asks."""

from typing import Any

from django.db.models import Count, QuerySet

from hongmajia.people.models import Helper

from .enums import OfferKind
from .models import Offer, offer_search
from .querysets import OfferQuerySet


def find_offers(
    offers: OfferQuerySet,
    *,
    q: str = "",
    region: Any = None,
    mode: str = "",
    helper: Any = None,
    **_others: Any,
) -> OfferQuerySet:
    """Offers with all words of ``q``, by ``helper`` or by any in ``region``, given in ``mode``."""
    if q:
        offers = offers.filter(pk__in=offer_search.matching(q))
    if region:
        offers = offers.near(region)
    if mode:
        offers = offers.given(mode)
    if helper:
        offers = offers.filter(helper=helper)
    return offers


def count_by_kind(offers: QuerySet[Offer]) -> list[tuple[str, str, int]]:
    """(kind, its label, how many), every kind in its order; one query."""
    counts = dict(offers.order_by().values_list("kind").annotate(Count("pk")))
    return [(kind.value, str(kind.label), counts.get(kind, 0)) for kind in OfferKind]


def helpers_answered_for(user: Any) -> QuerySet[Helper]:
    """For whom a user lists services without asking a union: himself and the teams he leads."""
    return Helper.objects.of(user).filter(is_active=True).with_details()
