"""The thesaurus of crafts: what belongs to which trade, and which trades are neighbours.

`data/crafts.csv` holds the fields of work, `data/thesaurus/*.csv` one craft a line: its field, its
trades, materials, machines, processes, faults and products, and its neighbours. The breadth
follows the sub-groups of the national occupation list (职业分类大典) and the divisions of
GB/T 4754; the reason for each group stands in the first line of its file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hongmajia.engine.text.ngrams import normalise

KINDS = ("trades", "materials", "machines", "processes", "faults", "products")
"""The kinds of words of a craft, in the order of the columns."""
KIND_WEIGHTS = (1.5, 1.0, 1.0, 1.0, 0.7, 1.0)
"""How surely a word of each kind tells its craft: a trade is its name, a fault may be anybody's."""
COLUMNS = ("craft", "field", *KINDS, "near")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work: its names, the words that indicate it, and words that only hint at it."""

    name: str
    english: str
    words: tuple[str, ...]
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Craft:
    """A craft of a field: ``words`` holds a tuple for each of `KINDS`, ``near`` names of crafts."""

    name: str
    field: str
    words: tuple[tuple[str, ...], ...]
    near: tuple[str, ...]


@cache
def fields() -> tuple[Field, ...]:
    """The fields of work, in the order of their table."""
    with files(__package__).joinpath("data/crafts.csv").open(encoding="utf-8") as lines:
        return tuple(
            Field(row["craft"], row["english"], _words(row["words"]), _words(row["hints"]))
            for row in csv.DictReader(lines)
        )


@cache
def crafts() -> tuple[Craft, ...]:
    """The crafts, in the order of their files."""
    return tuple(_craft(cells) for file in thesaurus_files() for cells in rows_of(file))


def thesaurus_files() -> list[str]:
    """The names of the files, one for each group of crafts."""
    folder = files(__package__).joinpath("data/thesaurus")
    return sorted(each.name for each in folder.iterdir() if each.name.endswith(".csv"))


def rows_of(file: str) -> Iterator[Sequence[str]]:
    """The cells of each craft in a file, without the reason and the headings."""
    text = files(__package__).joinpath("data/thesaurus", file).read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith(("#", COLUMNS[0])):
            yield line.split("|")


def _craft(cells: Sequence[str]) -> Craft:
    """A craft from its cells; its name is one of its trades."""
    name, field, trades, *others, near = cells
    words = (_words(f"{name} {trades}"), *map(_words, others))
    return Craft(name, field, words, tuple(near.split()))


def _words(cell: str) -> tuple[str, ...]:
    """The words of a cell as they are found in normalised texts."""
    return tuple(dict.fromkeys("".join(normalise(word).split()) for word in cell.split()))
