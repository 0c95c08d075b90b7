"""What the search over all records finds among needs (``core.finding``)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hongmajia.core.finding import MOST_SHOWN, Asked, Found
from hongmajia.spelling import folded
from hongmajia.unions.models import Season

from .models import Need, need_search
from .querysets import known_to, named_to


def find_needs(asked: Asked, reader: Any) -> Iterator[Found]:
    """Needs by number and words; by who asked, and by tracking code, where the reader may know."""
    meant = numbered(asked.prefix, asked.row)
    if meant is None:
        meant = Q(pk__in=need_search.matching(asked.words))
    if reader.pk:
        meant |= known_to(reader) & by_asker(asked)
    needs = Need.objects.visible_to(reader).filter(meant).with_details().order_by("-pk")
    for need in needs.annotate(is_named=named_to(reader))[: MOST_SHOWN + 1]:
        who = need.asker_label if need.is_named else need.masked_label
        facts = (need.number, who, need.get_state_display())
        yield Found(need.title, reverse("need", args=[need.pk]), facts)


def numbered(prefix: str, row: int | None) -> Q | None:
    """The need with what ``read_number`` found; ``None`` if no season numbers its needs so."""
    if not row or not prefix:
        return Q(pk=row) if row else None
    seasons = Season.objects.values_list("pk", "number_prefix")
    own = [key for key, begins in seasons if folded(begins) == prefix]
    asked = Q(asked_in__in=own) | Q(asked_in=None, season__in=own)
    return Q(asked, pk=row) if own else None


def by_asker(asked: Asked) -> Q:
    """The needs of this enterprise, person or number, or with this tracking code."""
    firm = Q(enterprise__name_key__contains=asked.name) | Q(enterprise_name__contains=asked.words)
    found = Q(contact_name=asked.words) | (firm if len(asked.name) > 1 else Q(pk__in=[]))
    if asked.code:
        found |= Q(tracking_code=asked.code)
    if asked.phone:
        found |= Q(contact_phone=asked.phone)
    if asked.ending:
        found |= Q(contact_phone__last4=asked.ending)
    return found
