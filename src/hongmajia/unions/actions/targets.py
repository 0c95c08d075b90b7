"""Setting the targets of unions in a season."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import Refused

from ..enums import UnionVerb
from ..models import Season, Target, Union


@transaction.atomic
def set_targets(
    *, actor: Actor, season: Season, union: Union, amounts: Mapping[str, int | None]
) -> bool:
    """Save the targets of ``union`` in the season; returns whether any of them changed.

    ``amounts`` maps an ``Indicator`` to its target; ``None`` or 0 deletes the target, and an
    indicator that is not named keeps its own.
    """
    _lock(season)
    known = dict(_of(season, union).values_list("indicator", "amount"))
    changed = {name: n for name, n in amounts.items() if (n or None) != known.get(name)}
    for indicator, amount in changed.items():
        wanted: dict[str, Any] = {"season": season, "union": union, "indicator": indicator}
        if amount:
            Target.objects.update_or_create(**wanted, defaults={"amount": amount})
        else:
            Target.objects.filter(**wanted).delete()
    if changed:
        record(actor, UnionVerb.TARGETS_SET, season, data={"union": union.name})
    return bool(changed)


@transaction.atomic
def take_last_targets(*, actor: Actor, season: Season) -> int:
    """Give each union without a target those of the season before; returns how many got some.

    Unions that have a target already keep what they have. Raises ``Refused`` when there is no
    earlier season with targets.
    """
    _lock(season)
    earlier = season.before()
    old = earlier.targets.filter(union__closed_at=None) if earlier else Target.objects.none()
    if earlier is None or not old.exists():
        raise Refused(_("前几年没有定过目标，请直接填写。"))
    own = season.targets.values("union")
    taken = [
        Target(season=season, union_id=t.union_id, indicator=t.indicator, amount=t.amount)
        for t in old.exclude(union__in=own)
    ]
    Target.objects.bulk_create(taken)
    unions = len({target.union_id for target in taken})
    if unions:
        data = {"year": earlier.year, "n": unions}
        record(actor, UnionVerb.TARGETS_TAKEN, season, data=data)
    return unions


def _lock(season: Season) -> None:
    """Let one act at a time change the targets of a season."""
    Season.objects.select_for_update().get(pk=season.pk)


def _of(season: Season, union: Union) -> QuerySet[Target]:
    return Target.objects.filter(season=season, union=union)
