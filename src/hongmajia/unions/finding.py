"""What the search over all records finds among enterprises and unions (``core.finding``)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse

from hongmajia.core.finding import MOST_SHOWN, Asked, Found

from .models import Enterprise, Union, User


def find_enterprises(asked: Asked, reader: Any) -> Iterator[Found]:
    """Enterprises by name, credit code, or the number or name of a contact."""
    contacts = User.objects.filter(contact_is(asked)).order_by()
    every = Enterprise.objects.order_by()
    ways = [every.filter(contacts__in=contacts), every.filter(credit_code=asked.credit_code)]
    if len(asked.name) > 1:
        ways.append(every.filter(name_key__contains=asked.name))
    first, *others = (way.values("pk") for way in ways)  # each by an index of its own
    meant = Q(pk__in=first.union(*others, all=True))
    found = Enterprise.objects.visible_to(reader).filter(meant).for_list().order_by("name", "pk")
    for enterprise in found[: MOST_SHOWN + 1]:
        facts = (enterprise.region.place, enterprise.union.name)
        yield Found(enterprise.name, reverse("enterprise", args=[enterprise.pk]), facts)


def contact_is(asked: Asked) -> Q:
    """The accounts with this name or number."""
    found = Q(name=asked.words)
    if asked.phone:
        found |= Q(phone=asked.phone)
    if asked.ending:
        found |= Q(phone__last4=asked.ending)
    return found


def find_unions(asked: Asked, reader: Any) -> Iterator[Found]:
    """Unions by name."""
    if len(asked.name) < 2:
        return
    found = Union.objects.visible_to(reader).filter(name_key__contains=asked.name)
    for union in found[: MOST_SHOWN + 1]:
        yield Found(union.name, reverse("union", args=[union.pk]))
