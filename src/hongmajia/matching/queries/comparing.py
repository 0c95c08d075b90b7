"""A round beside the one before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hongmajia.needs.models import Need

from ..enums import Change
from ..models import PlanRow, Round


@dataclass(frozen=True)
class Beside:
    """One need in two plans."""

    need: Need
    before: list[PlanRow]
    now: list[PlanRow]


def needs_of_both(now: Round, before: Round, *, changed: bool) -> QuerySet[Need]:
    """Needs with a helper in either plan; only those whose helpers differ if ``changed``."""
    came, went = now.rows.all(), before.rows.all()
    if changed:
        still = now.rows.filter(need=OuterRef("need"), helper=OuterRef("helper"))
        came, went = now.rows.exclude(change=Change.SAME), went.filter(~Exists(still))
    return Need.objects.filter(Q(pk__in=came.values("need")) | Q(pk__in=went.values("need")))


def lost(now: Round, before: Round) -> int:
    """How many needs had a helper in the plan before and have none now."""
    gone = before.rows.exclude(need__in=now.rows.values("need"))
    return gone.values("need").distinct().count()


def beside(now: Round, before: Round, needs: Iterable[Need]) -> list[Beside]:
    """The needs with their helpers in both plans."""
    needs = list(needs)
    helpers: dict[tuple[int, int], list[PlanRow]] = defaultdict(list)
    rows = PlanRow.objects.filter(round__in=[now, before], need__in=needs)
    for row in rows.select_related("helper__artisan"):
        helpers[row.round_id, row.need_id].append(row)
    return [Beside(n, helpers[before.pk, n.pk], helpers[now.pk, n.pk]) for n in needs]
