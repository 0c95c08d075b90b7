"""Faceted lists: filters of check boxes (facets), with a count beside every option.

All counts come from one grouped query, the cube: the number of rows for each combination of values
(a cell). The count of an option is a sum over the cells that match the *other* facets, so that
choosing an option does not hide the other options of its facet. The choice stands in the address.
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
"""Facet → the chosen options; with none, every row matches."""


def search_words(query: QueryDict, name: str = "q") -> str:
    """Return what was typed into a search box according to the query string, tidied."""
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
    """The query string without this facet's choice."""

    @property
    def chosen(self) -> list[Option]:
        """The chosen options."""
        return [option for option in self.options if option.chosen]


def _itself(value: str) -> Collection[str]:
    return (value,)


class Cube:
    """Number of rows in each cell, and how many match a choice.

    ``options_of`` maps a value of a facet to the options it belongs to, where that is not only the
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
        """Return how many rows match the choice."""
        return sum(n for _cell, n in self._left_by(chosen))

    def counts(self, facet: str, chosen: Chosen) -> Counter[str]:
        """Return option of ``facet`` → number of rows that match the choice of the other facets."""
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
