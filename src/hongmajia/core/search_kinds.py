"""What the one search finds: each room registers the kinds of records that it has (docs/adr/0115).

A kind says which rows a reader may see, and how a row is shown to them. Words are looked up in its
index; who may read them is asked anew in each search, by ``visible_to``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet, ImproperlyConfigured
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from .search import SearchIndex

MOST_COUNTED = 300
"""How many records of a kind are counted; of more, the page says that there are more."""


class Hit(NamedTuple):
    """One record that was found, as one reader may see it.

    ``texts`` are those of the record's own page, of which the passage with the words is shown;
    ``facts`` tell it apart: its number, its place, its state.
    """

    title: str
    url: str
    texts: tuple[str, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchKind:
    """A kind of records. Copy the one of ``offers/finding.py`` for another.

    ``visible_to`` gives the rows of the kind that a reader may see, with all that ``hit`` reads;
    ``hit`` takes a row and the reader. ``season`` or ``day`` is the field of the year, where the
    kind has one, ``union`` that of the union by whose province lists are narrowed. ``dated`` is the
    field by which the newest come first. ``listed`` is the name of the URL of the list that takes
    the same words as ``?q=``.
    """

    name: str
    label: Any
    index: SearchIndex
    visible_to: Callable[[Any], QuerySet[Any]]
    hit: Callable[[Any, Any], Hit]
    season: str = ""
    day: str = ""
    union: str = ""
    dated: str = "pk"
    listed: str = ""

    def rows(self, words: str, reader: Any) -> QuerySet[Any]:
        """The rows that have all of ``words`` and that the reader may see."""
        return self.visible_to(reader).filter(pk__in=self.index.matching(words))

    @property
    def has_year(self) -> bool:
        """Whether a row belongs to a year."""
        return bool(self.season or self.day)


_kinds: dict[str, tuple[int, SearchKind]] = {}


def register_kind(place: int, kind: SearchKind) -> None:
    """Let the search find records of a kind; its tab stands in the order of ``place``.

    ``ImproperlyConfigured`` for a name that another kind has.
    """
    if kind.name in _kinds:
        raise ImproperlyConfigured(f"kind registered twice: {kind.name}")
    _kinds[kind.name] = place, kind


def all_kinds() -> list[SearchKind]:
    """Every kind, in the order of the tabs."""
    return [kind for _place, kind in sorted(_kinds.values(), key=lambda each: each[0])]


def count_kinds(
    words: str, found: Callable[[SearchKind], QuerySet[Any]]
) -> list[tuple[SearchKind, int]]:
    """Every kind with the number of rows in ``found(kind)``, up to ``MOST_COUNTED`` and one more.

    ``found`` narrows the rows with ``words``. Two queries: the first finds the kinds that have the
    words at all, since it takes longer to put a question about rights than to answer it.
    """
    kinds = all_kinds()
    held = _having({kind.index.table: kind.index for kind in kinds}, words)
    asked = [kind for kind in kinds if kind.index.table in held]
    counts = dict(zip((kind.name for kind in asked), counts_of(map(found, asked)), strict=True))
    return [(kind, counts.get(kind.name, 0)) for kind in kinds]


def _having(indexes: Mapping[str, SearchIndex], words: str) -> set[str]:
    """The tables of the indexes in which some row has all of ``words``; one query."""
    wanted = {table: index.matching(words) for table, index in indexes.items()}
    asked = {table: one for table, one in wanted.items() if isinstance(one, RawSQL)}
    parts = [f"EXISTS ({one.sql})" for one in asked.values()]
    values = [value for one in asked.values() for value in one.params]
    return {table for table, is_there in zip(asked, _row(parts, values), strict=True) if is_there}


def counts_of(found: Iterable[QuerySet[Any]]) -> list[int]:
    """How many rows each of these has, counted up to one more than ``MOST_COUNTED``; one query."""
    parts: list[str] = []
    values: list[Any] = []
    for rows in found:
        try:
            few = rows.order_by().values("pk")[: MOST_COUNTED + 1]
            sql, its_values = few.query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
        else:
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS few)")
            values += its_values
    return _row(parts, values) if values else [0] * len(parts)


def _row(parts: Sequence[str], values: Sequence[Any]) -> list[Any]:
    """The values of these expressions; without any, no query."""
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        return list(cursor.fetchone())
