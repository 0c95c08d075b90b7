"""What the search over all records finds among needs (``core.finding``)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hongmajia.core.finding import MOST_SHOWN, Asked, Found

from .models import Need, need_search
from .querysets import known_to, named_to


def find_needs(asked: Asked, reader: Any) -> Iterator[Found]:
    """Needs by number and words; by who asked, and by tracking code, where the reader may know."""
    meant = Q(pk=asked.row) if asked.row else Q(pk__in=need_search.matching(asked.words))
    if reader.pk:
        meant |= known_to(reader) & by_asker(asked)
    needs = Need.objects.visible_to(reader).filter(meant).with_details().order_by("-pk")
    for need in needs.annotate(is_named=named_to(reader))[: MOST_SHOWN + 1]:
        who = need.asker_label if need.is_named else need.masked_label
        facts = (need.number, who, need.get_state_display())
        yield Found(need.title, reverse("need", args=[need.pk]), facts)


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
