"""Comparing a round with the one before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hongmajia.needs.models import Need

from ..enums import Change
from ..models import PlanRow, Round


@dataclass(frozen=True)
class NeedInBothPlans:
    """One need with its rows in two plans."""

    need: Need
    before: list[PlanRow]
    now: list[PlanRow]


def needs_of_both(now: Round, before: Round, *, changed: bool) -> QuerySet[Need]:
    """Return needs with a helper in either plan; if ``changed``, those with different helpers."""
    came, went = now.rows.all(), before.rows.all()
    if changed:
        still = now.rows.filter(need=OuterRef("need"), helper=OuterRef("helper"))
        came, went = now.rows.exclude(change=Change.SAME), went.filter(~Exists(still))
    return Need.objects.filter(Q(pk__in=came.values("need")) | Q(pk__in=went.values("need")))


def lost(now: Round, before: Round) -> int:
    """Return how many needs had a helper in the plan before and have none now."""
    gone = before.rows.exclude(need__in=now.rows.values("need"))
    return gone.values("need").distinct().count()


def compare_needs(now: Round, before: Round, needs: Iterable[Need]) -> list[NeedInBothPlans]:
    """Return the needs with their rows in both plans."""
    needs = list(needs)
    helpers: dict[tuple[int, int], list[PlanRow]] = defaultdict(list)
    rows = PlanRow.objects.filter(round__in=[now, before], need__in=needs)
    for row in rows.select_related("helper__artisan", "helper__union"):
        helpers[row.round_id, row.need_id].append(row)
    return [NeedInBothPlans(n, helpers[before.pk, n.pk], helpers[now.pk, n.pk]) for n in needs]
