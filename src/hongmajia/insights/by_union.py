"""Totals of each union directly below one, beside those by place (``queries.Places``)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _

from hongmajia.unions.models import Union
from hongmajia.unions.queries import OFFICES

from .measures import Measure
from .queries import Sums, Tally
from .scope import Scope
from .summaries import pairs_of


class ByUnion(Tally):
    """A tally that knows of each count and sum under which union it is, too; takes three queries.

    A record that counts for several unions, as an enterprise does that two of them served, counts
    in the row of each.
    """

    by_union = True

    def __init__(self, scope: Scope, measures: Sequence[Measure]) -> None:
        self.paths: dict[str, dict[str, Sums]] = defaultdict(dict)
        super().__init__(scope, measures)
        self.pairs = _pairs_of([measure for measure in measures if measure.several], scope)

    def add(self, name: str, place: str, path: str, sums: Sums) -> None:
        super().add(name, place, path, sums)
        count, amount = self.paths[name].get(path, (0, 0.0))
        self.paths[name][path] = (count + sums[0], amount + sums[1])

    def under(self, measure: Measure, path: str, apart: tuple[str, ...] = ()) -> float:
        """The figure of the union at ``path`` and those below, without those below ``apart``."""
        if measure.several:
            found = self.pairs[measure.name].items()
            keys = (k for at, k in found if at.startswith(path) and not at.startswith(apart))
            return len(frozenset[int]().union(*keys))
        sums = [
            each for at, each in self.paths[measure.name].items()
            if at.startswith(path) and not at.startswith(apart)
        ]  # fmt: skip
        return measure.value(sum(n for n, _ in sums), sum(amount for _, amount in sums)) or 0


def _pairs_of(measures: Sequence[Measure], scope: Scope) -> dict[str, dict[str, set[int]]]:
    """Measure → path of a union → keys of the records that count for it; one query."""
    rows = [
        pairs.annotate(number=Value(n)).values_list("number", *pairs.query.values_select)
        for n, measure in enumerate(measures)
        for pairs in pairs_of(scope, measure)
    ]
    found: dict[str, dict[str, set[int]]] = {m.name: defaultdict(set) for m in measures}
    for n, path, key in rows[0].union(*rows[1:]) if rows else ():
        if key is not None:
            found[measures[n].name][path].add(key)
    return found


def union_rows(
    scope: Scope, tally: ByUnion, measures: Sequence[Measure]
) -> Iterator[tuple[str, list[float]]]:
    """Name and figures: all together, the union itself, then each office directly below it.

    The figures of a row are those that its union reads on its own page of figures. An enterprise
    that two unions served counts in both rows, and once in the total.
    """
    yield _("合计"), [tally.value(measure) or 0 for measure in measures]
    below = offices_below(scope.union)
    if not below:
        return
    apart = tuple(union.path for union in below)
    own = [tally.under(measure, scope.union.path, apart) for measure in measures]
    yield _("%(union)s本级") % {"union": scope.union.name}, own
    for union in below:
        yield union.name, [tally.under(measure, union.path) for measure in measures]


def offices_below(union: Union) -> list[Union]:
    """The unions directly below that have offices of their own, in the order of the tree."""
    found: Any = Union.objects.filter(
        path__startswith=union.path, depth=union.depth + 1, kind__in=OFFICES
    )
    return list(found.order_by("path"))
