"""What the search finds among offers: services, and courses as a kind of their own."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.search_kinds import Hit, SearchKind
from hongmajia.people.naming import name_for

from .enums import OfferKind
from .models import Offer, offer_search
from .querysets import OfferQuerySet

COURSE = Q(kind=OfferKind.COURSE)


def services_for(reader: Any) -> OfferQuerySet:
    """The services that the reader may see."""
    return Offer.objects.visible_to(reader).exclude(COURSE).with_details()


def courses_for(reader: Any) -> OfferQuerySet:
    """The courses that the reader may see."""
    return Offer.objects.visible_to(reader).filter(COURSE).with_details()


def hit(offer: Offer, reader: Any) -> Hit:
    """An offer as it is found: what is offered, by whom and where."""
    helper = offer.helper
    facts = [name_for(reader, helper), helper.place, offer.get_mode_display()]
    if not offer.is_listed:
        facts.append(str(_("不在清单上")))
    return Hit(offer.title, reverse("offer", args=[offer.pk]), (offer.text,), tuple(facts))


OFFERS = SearchKind(
    name="offer",
    label=_("服务项目"),
    index=offer_search,
    visible_to=services_for,
    hit=hit,
    union="helper__union",
    dated="listed_at",
    listed="offer_list",
)
COURSES = SearchKind(
    name="course",
    label=_("课程"),
    index=offer_search,
    visible_to=courses_for,
    hit=hit,
    union="helper__union",
    dated="listed_at",
)
