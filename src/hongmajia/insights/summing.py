"""Making the kept sums of unions, and comparing them with the records (ADR 0120)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from hongmajia.core.key_lists import KeyList
from hongmajia.needs.models import Need
from hongmajia.services.models import Activity
from hongmajia.unions.models import Season, Union

from .models import StaleUnion, SummarisedUnion, SummaryFirm, SummarySum
from .queries import NO_PLACE, Sums, Tally
from .scope import Scope
from .stale import forget_sums
from .summaries import FIRMS, KIND, SUMMED, is_fresh

AT_ONCE = 20
"""Unions whose sums are made in one transaction, so that on SQLite nobody waits long to write."""
LOCK = 0x73756D73
"""The number of the lock of PostgreSQL that lets one process at a time make sums."""

Keys = tuple[str, int, str | None]
"""(name of the measure, key of the union, region code)"""
Firms = set[tuple[str, int, int]]
"""(name of the measure, key of the union, key of the enterprise)"""


@dataclass(frozen=True)
class Among(Scope):
    """The records of some unions, counted and not read from sums."""

    paths: tuple[tuple[int, str], ...] = ()
    """Key and path of each."""

    def unions(self) -> QuerySet[Union]:
        """These unions alone, without those below."""
        keys = KeyList([pk for pk, _path in self.paths])
        return Union.objects.filter(pk__in=keys).order_by().values("pk")


class Counted(Tally):
    """The sums of each union and place, counted from the records."""

    by_union = True

    def __init__(self, scope: Among) -> None:
        self.keys = {path: pk for pk, path in scope.paths}
        self.sums_by: dict[Keys, Sums] = {}
        super().__init__(scope, SUMMED)
        self.firms = set(_firms(scope, self.keys))
        self._add_kinds(scope)

    def _add_kinds(self, scope: Among) -> None:
        held = scope.activities().order_by().values_list("kind", "region", "union__path")
        for kind, place, path, n in held.annotate(n=Count("pk")):
            self.add(f"{KIND}{kind}", place or NO_PLACE, path, (n, float(n)))

    def add(self, name: str, place: str, path: str, sums: Sums) -> None:
        key = (name, self.keys[path], None if place == NO_PLACE else place)
        count, amount = self.sums_by.get(key, (0, 0.0))
        self.sums_by[key] = (count + sums[0], amount + sums[1])


def _firms(scope: Among, keys: dict[str, int]) -> Iterator[tuple[str, int, int]]:
    """Which enterprises count for which union, by measure."""
    for measure in FIRMS:
        for pairs in measure.several(scope) if measure.several else ():
            for path, firm in pairs.distinct():
                if firm is not None:
                    yield measure.name, keys[path], firm


def keep_sums() -> int:
    """Make the sums of all unions that have none, or stale ones; return how many those were."""
    made = 0
    while todo := _make_some():
        made += todo
    return made


@transaction.atomic
def _make_some() -> int:
    """Make the sums of a few unions.

    What makes them stale is read before the records, and removed with the sums that it is in: an
    act that is committed later than that makes them stale again.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    unions = tuple(_to_make())
    keys = [pk for pk, _path in unions]
    stale = list(StaleUnion.objects.filter(union_pk__in=keys).values_list("pk", flat=True))
    SummarySum.objects.filter(union__in=keys).delete()
    SummaryFirm.objects.filter(union__in=keys).delete()
    for season in seasons_of(keys):
        _write(season, Counted(_scope(season, unions)))
    StaleUnion.objects.filter(pk__in=KeyList(stale)).delete()
    SummarisedUnion.objects.bulk_create(
        [SummarisedUnion(union_id=pk, made_at=timezone.now()) for pk in keys],
        update_conflicts=True, unique_fields=["union"], update_fields=["made_at"],
    )  # fmt: skip
    return len(unions)


def _to_make() -> QuerySet[Union, tuple[int, str]]:
    """Key and path of a few unions whose sums are not made, or stale."""
    found = Union.objects.filter(~is_fresh()).order_by("pk")
    return found.values_list("pk", "path")[:AT_ONCE]


def _scope(season: Season, unions: Sequence[tuple[int, str]]) -> Among:
    return Among(season=season, union=season.union, paths=tuple(unions))


def seasons_of(unions: Sequence[int]) -> QuerySet[Season]:
    """The seasons in which one of these unions has a need or an activity."""
    needs = Need.objects.filter(home_union__in=unions).order_by()
    held = Activity.objects.filter(union__in=unions).order_by()
    here = Q(pk__in=needs.values("season")) | Q(pk__in=needs.values("asked_in"))
    return Season.objects.filter(here | Q(pk__in=held.values("season"))).select_related("union")


def _write(season: Season, counted: Counted) -> None:
    SummarySum.objects.bulk_create(
        SummarySum(
            season=season, union_id=union, region_id=place, measure=name, count=count, amount=amount
        )
        for (name, union, place), (count, amount) in counted.sums_by.items()
    )
    SummaryFirm.objects.bulk_create(
        SummaryFirm(season=season, union_id=union, measure=name, enterprise_pk=firm)
        for name, union, firm in counted.firms
    )


def remake_sums() -> int:
    """Make all sums anew; until then figures are counted from the records."""
    forget_sums()
    return keep_sums()


@dataclass(frozen=True)
class Difference:
    """A kept sum that is not what the records say: count and sum of amounts of either."""

    season: Season
    union: str
    measure: str
    place: str
    kept: Sums
    counted: Sums


def differences() -> Iterator[Difference]:
    """Compare the sums that figures read with the records, season by season."""
    for season in Season.objects.select_related("union"):
        fresh = Union.objects.filter(is_fresh()).order_by("pk").values_list("pk", "path")
        unions = tuple(fresh)
        names = dict(Union.objects.values_list("pk", "name"))
        counted = Counted(_scope(season, unions))
        found = list(_differing(season, names, counted))
        # Whatever was written meanwhile is no difference: figures do not read these sums.
        still = set(Union.objects.filter(is_fresh()).values_list("pk", flat=True))
        yield from (one for pk, one in found if pk in still)


def _differing(
    season: Season, names: dict[int, str], counted: Counted
) -> Iterator[tuple[int, Difference]]:
    unions = set(counted.keys.values())
    rows = SummarySum.objects.filter(season=season, union__in=KeyList(list(unions)))
    kept: dict[Keys, Sums] = {
        (row.measure, row.union_id, row.region_id): (row.count, row.amount) for row in rows
    }
    for key in sorted(kept.keys() | counted.sums_by.keys(), key=str):
        is_there, should_be = kept.get(key, (0, 0.0)), counted.sums_by.get(key, (0, 0.0))
        if not _same(is_there, should_be):
            name, union, place = key
            yield union, Difference(season, names[union], name, place or "", is_there, should_be)
    yield from _differing_firms(season, names, counted, unions)


def _differing_firms(
    season: Season, names: dict[int, str], counted: Counted, unions: set[int]
) -> Iterator[tuple[int, Difference]]:
    """The unions for which other enterprises are kept than count, with the numbers of both."""
    rows = SummaryFirm.objects.filter(season=season, union__in=KeyList(list(unions)))
    kept = set(rows.values_list("measure", "union", "enterprise_pk"))
    wrong = {(name, union) for name, union, _firm in kept ^ counted.firms}
    is_there = Counter((name, union) for name, union, _firm in kept)
    should_be = Counter((name, union) for name, union, _firm in counted.firms)
    for name, union in sorted(wrong):
        n, m = is_there[name, union], should_be[name, union]
        yield union, Difference(season, names[union], name, "", (n, float(n)), (m, float(m)))


def _same(one: Sums, other: Sums) -> bool:
    """Whether two sums are the same, but for the order in which fractions were added."""
    return one[0] == other[0] and abs(one[1] - other[1]) <= 1e-6 * max(1.0, abs(other[1]))
