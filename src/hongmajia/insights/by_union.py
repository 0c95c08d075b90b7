"""Totals of each union directly below one, beside those by place (``queries.Places``)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, fields, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hongmajia.unions.models import Union
from hongmajia.unions.queries import OFFICES

from .measures import Measure
from .queries import Tally
from .scope import Scope


@dataclass(frozen=True, kw_only=True)
class OwnScope(Scope):
    """What the union itself did: it and those below it, without the offices ``apart``."""

    apart: tuple[str, ...]
    """Paths of the offices, at least one, whose unions have rows of their own."""

    def unions(self) -> QuerySet[Union]:
        return super().unions().exclude(reduce(or_, (Q(path__startswith=p) for p in self.apart)))


class ByPath(Tally):
    """Counts and sums by the path of the union, of measures whose records count for one each."""

    of_group = "activity__union__path"

    def code_of(self, measure: Measure) -> str:
        return measure.union

    def without(self, apart: Sequence[str]) -> "ByPath":
        """What is left without the unions below the paths ``apart``; takes no query."""
        left = copy(self)
        left.places = defaultdict(dict, {
            name: {path: sums for path, sums in found.items() if not path.startswith(tuple(apart))}
            for name, found in self.places.items()
        })  # fmt: skip
        return left


def union_rows(
    scope: Scope, tally: Tally, measures: Sequence[Measure]
) -> Iterator[tuple[str, list[float]]]:
    """Name and figures: all together, the union itself, then each office directly below it.

    The figures of a row are those that its union reads on its own page of figures. An enterprise
    that two unions served counts in both rows, and once in the total.
    """
    yield _("合计"), [tally.value(measure) or 0 for measure in measures]
    below = offices_below(scope.union)
    if not below:
        return
    several = [measure for measure in measures if not measure.union]
    by_path = ByPath(scope, [measure for measure in measures if measure.union])
    apart = tuple(union.path for union in below)
    own = Tally(OwnScope(**_fields(scope), apart=apart), several)
    name = _("%(union)s本级") % {"union": scope.union.name}
    yield name, _values(own, by_path.without(apart), scope.union, measures)
    for union in below:
        counted = Tally(replace(scope, union=union), several)
        yield union.name, _values(counted, by_path, union, measures)


def _fields(scope: Scope) -> dict[str, Any]:
    return {field.name: getattr(scope, field.name) for field in fields(scope)}


def offices_below(union: Union) -> list[Union]:
    """The unions directly below that have offices of their own, in the order of the tree."""
    found: Any = Union.objects.filter(
        path__startswith=union.path, depth=union.depth + 1, kind__in=OFFICES
    )
    return list(found.order_by("path"))


def _values(
    counted: Tally, by_path: ByPath, union: Union, measures: Sequence[Measure]
) -> list[float]:
    """The figures of a row: those by path, and those ``counted`` for the union itself."""
    return [
        (by_path.value(measure, union.path) if measure.union else counted.value(measure)) or 0
        for measure in measures
    ]
