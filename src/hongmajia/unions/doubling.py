"""Keeping the table of pairs of enterprises that may be one; a task, nightly and after adding."""

from django.db import transaction
from django_tasks import task

from hongmajia.core.queues import LONG

from .doubles import Key, pairs_alike
from .enums import Alike
from .models import Enterprise, FirmPair, Union
from .queries import nearest_union_with_cadre, paths_above

AT_ONCE = 1000


@task(queue_name=LONG)
def find_doubles() -> None:
    """Find all pairs anew; may run twice. What somebody found to be two enterprises stays so."""
    refresh_pairs()


@transaction.atomic
def refresh_pairs() -> int:
    """Make the table equal to what is found now; returns how many pairs wait to be looked at."""
    found = pairs_alike()
    known = {(pair.first_id, pair.second_id): pair for pair in FirmPair.objects.all()}
    gone = [pair.pk for key, pair in known.items() if key not in found and pair.apart_at is None]
    FirmPair.objects.filter(pk__in=gone).delete()
    holders = _Holders({pk for pair in found for pk in pair})
    fresh = [_pair(key, found[key], holders) for key in sorted(found.keys() - known.keys())]
    FirmPair.objects.bulk_create(fresh, batch_size=AT_ONCE, ignore_conflicts=True)
    changed = [pair for key, pair in known.items() if key in found and _renew(pair, found, holders)]
    FirmPair.objects.bulk_update(changed, ["reasons", "union"], batch_size=AT_ONCE)
    return FirmPair.objects.open().count()


class _Holders:
    """The union that is to look at a pair: the nearest at or above both that has a cadre."""

    def __init__(self, firms: set[int]) -> None:
        paths = Enterprise.objects.order_by().values_list("pk", "union__path")
        self.paths = {pk: path for pk, path in paths.iterator() if pk in firms}
        self.known: dict[str, Union | None] = {}

    def of(self, key: Key) -> Union | None:
        one, other = (paths_above(self.paths[pk]) for pk in key)
        shared = [path for path in one if path in set(other)]
        if not shared:
            return None
        lowest = max(shared, key=len)
        if lowest not in self.known:
            self.known[lowest] = nearest_union_with_cadre(shared)
        return self.known[lowest]


def _pair(key: Key, reasons: list[Alike], holders: _Holders) -> FirmPair:
    first, second = key
    return FirmPair(first_id=first, second_id=second, reasons=reasons, union=holders.of(key))


def _renew(pair: FirmPair, found: dict[Key, list[Alike]], holders: _Holders) -> bool:
    """Take over reasons and union; whether they differ."""
    key = (pair.first_id, pair.second_id)
    reasons, union = [str(each) for each in found[key]], holders.of(key)
    if (pair.reasons, pair.union_id) == (reasons, union.pk if union else None):
        return False
    pair.reasons, pair.union = reasons, union
    return True
