"""Queries of the service list that combine several conditions."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import QueryDict

from hongmajia.people.models import Helper

from .enums import OfferKind
from .models import Offer, offer_search
from .querysets import OfferQuerySet

OFF = "off"
"""In the address of the list: only what was taken off it."""


def find_offers(
    offers: OfferQuerySet,
    *,
    q: str = "",
    region: Any = None,
    mode: str = "",
    helper: Any = None,
    **_others: Any,
) -> OfferQuerySet:
    """Those of ``offers`` that match all arguments that are not empty.

    ``q`` are search words, ``region`` is a county or a city with its counties, ``mode`` an
    ``OfferMode``. Other arguments are ignored, so that a form's data can be passed as it is.
    """
    if q:
        offers = offers.filter(pk__in=offer_search.matching(q))
    if region:
        offers = offers.in_region(region)
    if mode:
        offers = offers.in_mode(mode)
    if helper:
        offers = offers.filter(helper=helper)
    return offers


def offers_shown(user: Any, query: QueryDict) -> OfferQuerySet:
    """The offers on the list or, where ``query`` has ``OFF``, those taken off it that the user
    answers for or reads as staff.
    """
    if OFF in query:
        return Offer.objects.visible_to(user).filter(is_listed=False)
    return Offer.objects.listed()


def count_by_kind(offers: QuerySet[Offer]) -> list[tuple[str, str, int]]:
    """(kind, label, number of offers) for every kind; one query."""
    counts = dict(offers.order_by().values_list("kind").annotate(Count("pk")))
    return [(kind.value, str(kind.label), counts.get(kind, 0)) for kind in OfferKind]


def helpers_answered_for(user: Any) -> QuerySet[Helper]:
    """The active helpers a user answers for: themselves and the teams they lead."""
    return Helper.objects.of(user).filter(is_active=True).with_details()
