"""Lists that readers narrow by check boxes (facets), with a count beside every option.

All counts come from one grouped query, the cube: how many rows there are of each combination of
values (a cell). What a facet shows is a sum over the cells that the *other* facets leave, so that
its own choice does not hide what else there is. The choice stands in the address.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from .search import tidy

Cell = tuple[str, ...]
"""One value of each facet, in the order of the facets."""
Chosen = Mapping[str, Collection[str]]
"""Facet → the chosen options; none: every row fits."""


def search_words(query: QueryDict, name: str = "q") -> str:
    """What an address says was typed into a search box, tidied."""
    return tidy(query.get(name, ""))


@dataclass(frozen=True)
class Option:
    """One check box with its count."""

    value: str
    label: Any
    count: int
    chosen: bool


@dataclass(frozen=True)
class Group:
    """The check boxes of one facet."""

    name: str
    label: str
    options: list[Option]
    without: str
    """The query string that lets go of its choice."""

    @property
    def chosen(self) -> list[Option]:
        """The options that are ticked."""
        return [option for option in self.options if option.chosen]


def _itself(value: str) -> Collection[str]:
    return (value,)


class Cube:
    """How many rows there are of each cell, and what a choice leaves of them.

    ``options_of`` says for a facet to which options a value belongs, where that is not only the
    option of the same name: a county belongs to itself and to its city.
    """

    def __init__(
        self,
        facets: Sequence[str],
        cells: Mapping[Cell, int],
        options_of: Mapping[str, Callable[[str], Collection[str]]] | None = None,
    ) -> None:
        self.facets, self.cells = list(facets), cells
        self._options_of = [(options_of or {}).get(name, _itself) for name in facets]

    def total(self, chosen: Chosen) -> int:
        """How many rows the choice leaves."""
        return sum(n for _cell, n in self._left_by(chosen))

    def counts(self, facet: str, chosen: Chosen) -> Counter[str]:
        """Option of ``facet`` → how many rows it has among those that the other facets leave."""
        place = self.facets.index(facet)
        counts = Counter[str]()
        for cell, n in self._left_by({**chosen, facet: ()}):
            for option in self._options_of[place](cell[place]):
                counts[option] += n
        return counts

    def options(
        self, facet: str, labels: Mapping[str, Any], chosen: Chosen, *, only_found: Collection[str]
    ) -> list[Option]:
        """The options of ``facet`` in the order of ``labels``.

        Those of ``only_found`` are left out while they have no row and are not chosen.
        """
        counts = self.counts(facet, chosen)
        ticked = chosen.get(facet, ())
        return [
            Option(value, label, counts[value], value in ticked)
            for value, label in labels.items()
            if value not in only_found or counts[value] or value in ticked
        ]

    def _left_by(self, chosen: Chosen) -> Iterator[tuple[Cell, int]]:
        wanted = [set(chosen.get(name, ())) for name in self.facets]
        for cell, n in self.cells.items():
            fits = (
                not some or not some.isdisjoint(options(value))
                for value, some, options in zip(cell, wanted, self._options_of, strict=True)
            )
            if all(fits):
                yield cell, n
