"""Whom the texts of a campaign may name, and what belongs to it."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Prefetch, Value

from hongmajia.core.withholding import Whose
from hongmajia.offers.enums import OfferKind
from hongmajia.offers.models import Offer
from hongmajia.people.naming import name_for
from hongmajia.publicity.queries import publicly_named
from hongmajia.unions.querysets import under

from .enums import AskState, CampaignKind
from .kinds import KINDS, RecordKind
from .models import Campaign

MOST_LECTURERS = 100
"""Lecturers that the page of a group names."""


def named_in_campaign(campaign: Campaign) -> Whose:
    """Return who may be named in a campaign: those who agreed for all purposes."""
    return publicly_named("\n".join((campaign.name, campaign.theme, campaign.text)))


def counts_of(campaign: Campaign, user: Any) -> list[tuple[RecordKind, int, int]]:
    """Each kind of record, how many belong to the campaign, and how many the user may see.

    Takes one query.
    """
    first, *others = (
        found.order_by().values_list(Value(kind.name), Value(seen)).annotate(n=Count("pk"))
        for kind in KINDS.values()
        for seen, found in enumerate((kind.of(campaign), seen_of(campaign, kind, user)))
    )
    counted = {(name, seen): n for name, seen, n in first.union(*others, all=True)}
    return [
        (kind, counted.get((kind.name, 0), 0), counted.get((kind.name, 1), 0))
        for kind in KINDS.values()
    ]


def seen_of(campaign: Campaign, kind: RecordKind, user: Any) -> Any:
    """The records of a kind that belong to the campaign and that the user may see."""
    there = kind.of(campaign).order_by().values("pk")
    return kind.visible(user).filter(pk__in=there)


def lecturers_for(user: Any, campaign: Campaign, *, may_keep: bool) -> dict[str, Any]:
    """Of a lecturers' group: who agreed, by the name that the user may read, with their courses.

    ``asked`` are those who have not agreed; only who keeps the campaign reads it.
    """
    if campaign.kind != CampaignKind.LECTURES:
        return {}
    courses = Prefetch("helper__offers", Offer.objects.listed().filter(kind=OfferKind.COURSE))
    rows = campaign.lecturers.select_related("helper__artisan", "helper__union")
    agreed = rows.filter(state=AskState.AGREED, helper__is_active=True)
    return {
        "lecturers": [
            (name_for(user, row.helper), row.helper, row.helper.offers.all())
            for row in agreed.prefetch_related(courses)[:MOST_LECTURERS]
        ],
        "asked": [
            (name_for(user, row.helper), row)
            for row in (rows.exclude(state=AskState.AGREED)[:MOST_LECTURERS] if may_keep else ())
        ],
    }


def days_outside(campaign: Campaign, starts: date, ends: date) -> int:
    """How many activities that were added begin on no day from ``starts`` to ``ends``."""
    every = campaign.activities.all()
    return every.count() - every.filter(starts_at__date__range=(starts, ends)).count()


def strangers_in(campaign: Campaign) -> int:
    """How many records that were added are of unions that do not take part."""
    paths = [campaign.union.path, *campaign.partners.values_list("path", flat=True)]
    return sum(_strangers(kind, campaign, paths) for kind in KINDS.values())


def _strangers(kind: RecordKind, campaign: Campaign, paths: list[str]) -> int:
    ours = reduce(or_, (under(paths, lookup) for lookup in kind.paths))
    return int(kind.of(campaign).exclude(ours).count())
