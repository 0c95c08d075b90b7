"""The rows of a file by our fields: which heading is which field, and their cells in our words."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django import forms

from hongmajia.sheets import normal_heading

from .cells import in_every_language
from .column_maps import ColumnMap, ColumnsUnclear
from .importers import Importer
from .spreadsheets import Row, Table


class Renamed(Sequence[Mapping[str, str]]):
    """The cells of rows by field name, in our words, made when they are asked for."""

    def __init__(
        self,
        rows: Sequence[Row],
        headings: Mapping[str, str],
        said: ColumnMap,
        assumed: Mapping[str, str],
    ) -> None:
        self.rows, self.headings = rows, headings
        self.said, self.assumed = said, assumed

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, number: Any) -> Any:
        return self._in_our_words(self.rows[number])

    def written(self, field: str) -> set[str]:
        """What the rows have in one column."""
        if (heading := self.headings.get(field)) is None:
            return {self.assumed.get(field, "")}
        return {self.said.meant(field, cell) for cell in self._cells(heading)}

    def _cells(self, heading: str) -> set[str]:
        return {row.cells.get(heading, "") for row in self.rows}

    def __iter__(self) -> Iterator[dict[str, str]]:
        return map(self._in_our_words, self.rows)

    def _in_our_words(self, row: Row) -> dict[str, str]:
        cells = {name: row.cells.get(h, "") for name, h in self.headings.items()}
        cells.update(self.assumed)
        for name in self.said.words:
            if name in cells:
                cells[name] = self.said.meant(name, cells[name])
        return cells


def written_in(rows: Sequence[Mapping[str, str]], field: str) -> set[str]:
    """What the rows have in one column; of a hundred thousand rows no row is made for it."""
    if isinstance(rows, Renamed):
        return rows.written(field)
    return {row.get(field, "") for row in rows}


def match_headings(
    importer: Importer, table: Table, said: ColumnMap, assumed: Collection[str]
) -> dict[str, str]:
    """Return field name → its heading in this file, as somebody said or by its name.

    Raises ``ColumnsUnclear`` if a required column is missing, or two columns mean one field. A
    field of ``assumed`` may be missing, unless it may be a column of which nobody said what it is.
    """
    found = {name: [*_headings_of(importer, name, table, said)] for name in importer.columns}
    headings = {name: meant[0] for name, meant in found.items() if meant}
    missing = [importer.labels[name] for name in importer.required if name not in headings]
    doubled = {importer.labels[n]: meant for n, meant in found.items() if len(meant) > 1}
    needed = [importer.labels[n] for n in importer.required if n not in {*headings, *assumed}]
    if needed or doubled or (missing and _has_unnamed(table, headings, said)):
        left = sum(map(bool, table.headings)) - len(headings)
        raise ColumnsUnclear(table, missing, doubled, can_be_mapped=left >= len(needed))
    return headings


def _has_unnamed(table: Table, headings: Mapping[str, str], said: ColumnMap) -> bool:
    """Whether there is a column that means no field and of which nobody said so."""
    left = {*filter(None, table.headings)} - {*headings.values()}
    return any(normal_heading(heading) not in said.columns for heading in left)


def _headings_of(importer: Importer, name: str, table: Table, said: ColumnMap) -> Iterator[str]:
    """The headings of a table that mean a field: as somebody said, else by its name."""
    labels = {normal_heading(label) for label in in_every_language(importer.columns[name].label)}
    for heading in filter(None, table.headings):
        bare = normal_heading(heading)
        if said.columns[bare] == name if bare in said.columns else bare in labels:
            yield heading


def as_stored(column: Any, value: Any, written: str) -> str:
    """A cell in the preview: what will be stored for what was ``written``."""
    if not written or not value:
        return written
    if hasattr(column, "shown"):
        return str(column.shown(value))
    is_text = isinstance(column, forms.CharField) and isinstance(value, str)
    return value if is_text else written
