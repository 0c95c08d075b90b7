"""What the page of an import tells: how the file was read, and what would be imported."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .actors import SignedIn
from .cells import ChosenWord, RowForm
from .column_guesses import accepts, columns_of
from .column_maps import ColumnMap, ColumnsUnclear
from .import_rows import as_stored
from .importers import Importer
from .imports import Checked
from .spreadsheets import Row, Table

LONGEST_NAME = 100
"""Characters of a sheet's name; spreadsheet programs allow 31. A longer one cannot be chosen."""
LONGEST_TITLE = 40
"""Characters of a title line that are shown."""
MOST_NOTES = 10
"""Lines that tell of the form and are quoted; of further ones only the number is told."""
MOST_MERGED = 10
"""Merged cells that are named; of further ones only the number is told."""
MOST_WORDS = 30
"""Words of a column that are asked about at a time."""


def reading_of(table: Table) -> dict[str, Any]:
    """The part of the report that ``core/import_reading.html`` shows."""
    return {
        "heading_row": table.heading_row,
        "heading_first": table.heading_first,
        "titles": [{"row": n, "text": text[:LONGEST_TITLE]} for n, text in table.titles],
        "notes": [{"row": n, "text": text[:LONGEST_TITLE]} for n, text in table.notes[:MOST_NOTES]],
        "more_notes": len(table.notes[MOST_NOTES:]),
        **_merged(table),
        "hidden": table.hidden,
        "totals": table.totals,
        "sheet": table.sheet,
        "is_sheet_hidden": table.is_sheet_hidden,
        "sheets": _choosable(table.sheets),
        "others": [
            {"name": name, "is_visible": is_visible}
            for name, is_visible in table.others
            if name in _choosable([name])
        ],
    }


def _merged(table: Table) -> dict[str, Any]:
    """The cells merged over several rows, texts and numbers apart: each number may be a sum."""
    found: dict[str, Any] = {}
    for key, wanted in (("merged", False), ("merged_numbers", True)):
        places = [(place, text) for place, text, is_number in table.merged if is_number == wanted]
        found[key] = [
            {"place": place, "text": text[:LONGEST_TITLE]} for place, text in places[:MOST_MERGED]
        ]
        found[f"more_{key}"] = len(places[MOST_MERGED:])
    return found


def _choosable(names: list[str]) -> list[str]:
    return [name for name in names if len(name) <= LONGEST_NAME]


def report_of_unclear(
    importer: Importer, unclear: ColumnsUnclear, said: ColumnMap, actor: SignedIn
) -> dict[str, Any]:
    """The report on a table whose columns a person is to name."""
    table = unclear.table
    columns = columns_of(importer, table, said, actor)
    doubled = [{"label": label, "headings": meant} for label, meant in unclear.doubled.items()]
    assumed = [one for one in _assumed(importer, importer.assumed(actor))
               if one["column"] in unclear.missing]  # fmt: skip
    found = {"missing": unclear.missing, "doubled": doubled, "assumed": assumed}
    return {**reading_of(table), **found, "columns": columns}


def _assumed(importer: Importer, assumed: Mapping[str, str]) -> list[dict[str, str]]:
    """The columns that a file need not have, and what is then taken for every row."""
    return [{"column": importer.labels[name], "text": text} for name, text in assumed.items()]


def report_of(importer: Importer, checked: Checked, actor: SignedIn) -> dict[str, Any]:
    """The faults and the first rows as they would be imported."""
    return {
        "faults": [asdict(fault) for fault in checked.faults or checked.first_faults],
        "left_faulty": checked.left_out,
        "fault_count": checked.fault_count,
        "faulty_rows": len(checked.faulty),
        "ignored": checked.ignored,
        "assumed": _assumed(importer, checked.assumed),
        **reading_of(checked.table),
        "columns": columns_of(importer, checked.table, checked.said, actor),
        "unknown": unknown_words(importer, checked, actor) if checked.faults else [],
        "headings": list(checked.headings.values()),
        "sample": [_as_stored(checked, *each) for each in checked.forms],
        **_changes_in(checked),
        "doubts": [
            {"row": row, "name": name, **doubt._asdict()} for row, name, doubt in checked.doubts
        ],
        "doubtful": checked.doubtful,
    }


def unknown_words(importer: Importer, checked: Checked, actor: SignedIn) -> list[dict[str, Any]]:
    """For each column of words from a list: the words of the file that are not in that list."""
    rows = checked.renamed
    form = importer.form({}, actor=actor, shared=importer.shared(actor, rows))
    lists = lists_of(importer, actor)
    found = []
    for name, heading in checked.headings.items():
        if name in lists:
            words = sorted(filter(None, rows.written(name)))
            unknown = [word for word in words if not accepts(form.fields[name], word)]
            if unknown:
                found.append({"field": name, "heading": heading, "words": unknown[:MOST_WORDS]})
    return found


def lists_of(importer: Importer, actor: SignedIn) -> Mapping[str, list[str]]:
    """Field → the words that may stand in it, for those that have a list."""
    chosen = {name: column.words for name, column in importer.columns.items()
              if isinstance(column, ChosenWord)}  # fmt: skip
    return {**chosen, **importer.names(actor)}


def _changes_in(checked: Checked) -> dict[str, Any]:
    """How many records are new, changed or as they are, and what changes of which."""
    rows = len(checked.table.rows)
    if checked.faults or not checked.forms[0][1].updates:
        return {}
    return {
        "new": rows - checked.met,
        "unchanged": checked.met - checked.changed,
        "changed": checked.changed,
        "changes": [
            {"row": row.number, "name": str(form.cleaned_data["name"]), "what": form.changes()}
            for row, form in checked.changes
        ],
    }


def _as_stored(checked: Checked, row: Row, form: RowForm) -> list[str]:
    """A row of the preview: its cells as they would be stored."""
    return [
        as_stored(
            form.fields[name],
            form.cleaned_data.get(name),
            checked.said.meant(name, row.cells[heading]),
        )
        for name, heading in checked.headings.items()
    ]
