"""Needs for which a cadre invites helpers together, and whom to invite."""

from collections.abc import Sequence
from typing import Any

from django.utils.timezone import localdate

from hongmajia import engine
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.crossing import out_of_reach
from hongmajia.unions.enums import Role, Stage
from hongmajia.unions.models import Union
from hongmajia.unions.served import are_several
from hongmajia.unions.stages import seasons_in

from ..facts import need_facts
from ..index import index_without
from .shortlist import as_candidates
from .waiting import not_to_ask, wanting_helpers

OFFERED, SEEN = 3, 6
"""How many helpers are offered for each need, and out of how many those with free capacity."""


def to_invite_for(user: Any) -> Any:
    """Return the needs of the cadre's own unions that want more helpers than were asked."""
    own = Union.objects.filter(path__in=user.scope(Role.CADRE)).order_by()
    needs = Need.objects.filter(
        union__in=own.values("pk"),
        season__in=seasons_in(Stage.MATCH),
        state__in=SEEKING,
        listed_at__isnull=False,
    )
    return wanting_helpers(needs.exclude(bid_until__gte=localdate()))


def helpers_for_each(needs: Sequence[Need]) -> dict[int, list[Helper]]:
    """Return need → the best helpers who have time, in a fixed number of queries."""
    far = {need.pk: out_of_reach(need.home_union.path) if are_several() else () for need in needs}
    indexes = {paths: index_without(paths) for paths in {(), *far.values()}}
    left_out = not_to_ask(Need.objects.filter(pk__in=[need.pk for need in needs]))
    facts = {need.pk: need_facts(need, excluded=left_out[need.pk]) for need in needs}
    found = {pk: engine.shortlist(indexes[far[pk]], one, SEEN) for pk, one in facts.items()}
    once = {one.helper: one for several in found.values() for one in several}
    rows = Helper.objects.select_related("artisan", "union", "region__parent")
    known = {
        str(each.helper.pk): each.helper for each in as_candidates(once.values(), rows, indexes[()])
    }
    return {
        need: [known[one.helper] for one in several if one.suitable and not _is_full(one)][:OFFERED]
        for need, several in found.items()
    }


def _is_full(candidate: engine.Candidate) -> bool:
    return any(reason.code == "full" for reason in candidate.reasons)
