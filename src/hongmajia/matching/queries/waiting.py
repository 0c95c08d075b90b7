"""Which needs a round plans, and which helpers it may choose from."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hongmajia import engine
from hongmajia.core.errors import Refused
from hongmajia.engagements.enums import LIVE
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.unions.models import Season, Union
from hongmajia.unions.present import present_season

from ..enums import Reach, RulingKind
from ..index import index_below, index_for
from ..models import Round, Ruling


def season_now(user: Any) -> Season:
    """Return the present season of the user's unions; raises ``Refused`` before the first."""
    season = present_season(user)
    if season is None:
        raise Refused(_("年度活动还没有开始，请先设好时间。"))
    return season


def seeking(season: Season, union: Union) -> Any:
    """Return listed needs held by the union or below that still want helpers.

    ``open`` is annotated with how many. Needs that are open to bids are left out.
    """
    return wanting_helpers(
        Need.objects.filter(
            season=season,
            state__in=SEEKING,
            listed_at__isnull=False,
            union__path__startswith=union.path,
        ).exclude(bid_until__gte=localdate())
    ).order_by("listed_at", "pk")


def wanting_helpers(needs: QuerySet[Need]) -> Any:
    """Return needs with fewer live engagements than helpers wanted; ``open`` is the difference."""
    live = Engagement.objects.filter(need=OuterRef("pk"), state__in=LIVE).order_by()
    count = live.values("need").annotate(n=Count("pk")).values("n")
    return needs.annotate(open=F("helpers_wanted") - Coalesce(count, 0)).filter(open__gt=0)


def asked_by_need(needs: QuerySet[Need]) -> dict[int, set[int]]:
    """Return need → helpers who were invited to it before."""
    asked: dict[int, set[int]] = defaultdict(set)
    pairs = Engagement.objects.filter(need__in=needs.order_by().values("pk"))
    for need, helper in pairs.values_list("need", "helper"):
        asked[need].add(helper)
    return asked


def not_to_ask(needs: QuerySet[Need]) -> dict[int, set[int]]:
    """Return need → helpers not to propose: invited before, or banned. One query."""
    keys = needs.order_by().values("pk")
    asked = Engagement.objects.filter(need__in=keys).order_by().values_list("need", "helper")
    banned = Ruling.objects.filter(need__in=keys, kind=RulingKind.BAN).order_by()
    excluded: dict[int, set[int]] = defaultdict(set)
    for need, helper in asked.union(banned.values_list("need", "helper"), all=True):
        excluded[need].add(helper)
    return excluded


def index_of(round_: Round, pinned: Iterable[int]) -> engine.HelperIndex:
    """Return the index of helpers the round may choose from; pinned ones always are."""
    if round_.reach == Reach.OWN:
        return index_below(round_.union.path, pinned)
    return index_for(round_.union.path)
