"""What the search finds among needs: by their words, and by number, asker and code."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hongmajia.core.finding import MOST_SHOWN, Asked, Found
from hongmajia.core.search_kinds import Hit, SearchKind
from hongmajia.spelling import folded
from hongmajia.unions.models import Enterprise, Season
from hongmajia.unions.years import label_of

from .models import Need, need_search
from .querysets import NeedQuerySet, known_to, named_to


def needs_for(reader: Any) -> NeedQuerySet:
    """The needs that the reader may see; ``is_named`` says of each whether its asker too."""
    seen = Need.objects.visible_to(reader).select_related("season", "region__parent", "enterprise")
    return seen.annotate(is_named=named_to(reader))


def facts_of(need: Any) -> tuple[str, ...]:
    """What tells a need of ``needs_for`` apart: its number, its asker, its state."""
    who = need.asker_label if need.is_named else need.masked_label
    return need.number, who, need.get_state_display()


def hit(need: Any, reader: Any) -> Hit:
    """A need as it is found."""
    texts = (need.text, need.goal, need.equipment, need.conditions)
    facts = (*facts_of(need), label_of(need.season.year))
    return Hit(need.title, reverse("need", args=[need.pk]), texts, facts)


NEEDS = SearchKind(
    name="need",
    label=_("企业问题"),
    index=need_search,
    visible_to=needs_for,
    hit=hit,
    season="season",
    union="home_union",
    dated="submitted_at",
    listed="need_list",
)


def find_needs(asked: Asked, reader: Any) -> Iterator[Found]:
    """Needs by number; by who asked, and by tracking code, where the reader may know."""
    meant = numbered(asked.prefix, asked.row)
    if reader.pk:
        known = known_to(reader) & Q(pk__in=by_asker(asked))
        meant = known if meant is None else meant | known
    if meant is None:
        return
    for need in needs_for(reader).filter(meant).order_by("-pk")[: MOST_SHOWN + 1]:
        yield Found(need.title, reverse("need", args=[need.pk]), facts_of(need))


def numbered(prefix: str, row: int | None) -> Q | None:
    """The need with what ``read_number`` found; ``None`` if no season numbers its needs so."""
    if not row or not prefix:
        return Q(pk=row) if row else None
    seasons = Season.objects.values_list("pk", "number_prefix")
    own = [key for key, begins in seasons if folded(begins) == prefix]
    asked = Q(asked_in__in=own) | Q(asked_in=None, season__in=own)
    return Q(asked, pk=row) if own else None


def by_asker(asked: Asked) -> QuerySet[Any, Any]:
    """The keys of the needs of this enterprise, person or number, or with this tracking code.

    Each way in which it can be meant has an index of its own; one condition of all has none.
    """
    every = Need.objects.order_by()
    ways = [every.filter(contact_name=asked.words)]
    if len(asked.name) > 1:
        firms = Enterprise.objects.filter(name_key__contains=asked.name).order_by()
        typed = every.exclude(enterprise_name="")
        ways.append(every.filter(enterprise__in=firms.values("pk")))
        ways.append(typed.filter(enterprise_name__contains=asked.words))
    if asked.code:
        ways.append(every.filter(tracking_code=asked.code))
    if asked.phone:
        ways.append(every.filter(contact_phone=asked.phone))
    if asked.ending:
        ways.append(every.filter(contact_phone__last4=asked.ending))
    first, *others = (way.values("pk") for way in ways)
    return first.union(*others, all=True)
