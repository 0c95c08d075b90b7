"""Totals of each union directly below one, beside those by place (``queries.Places``)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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


def union_rows(
    scope: Scope, tally: Tally, measures: Sequence[Measure]
) -> Iterator[tuple[str, list[float]]]:
    """Name and figures: all together, the union itself, then each office directly below it.

    The figures of a row are those that its union reads on its own page of figures. An enterprise
    that two unions served counts in both rows, and once in the total.
    """
    yield _("合计"), _values(tally, measures)
    below = offices_below(scope.union)
    if not below:
        return
    own = OwnScope(**vars(scope), apart=tuple(union.path for union in below))
    yield _("%(union)s本级") % {"union": scope.union.name}, _values(Tally(own, measures), measures)
    for union in below:
        yield union.name, _values(Tally(replace(scope, union=union), measures), measures)


def offices_below(union: Union) -> list[Union]:
    """The unions directly below that have offices of their own, in the order of the tree."""
    found: Any = Union.objects.filter(
        path__startswith=union.path, depth=union.depth + 1, kind__in=OFFICES
    )
    return list(found.order_by("path"))


def _values(tally: Tally, measures: Sequence[Measure]) -> list[float]:
    return [tally.value(measure) or 0 for measure in measures]
