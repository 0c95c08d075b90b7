"""What an import tells of how its file was read: sheet, headings, and what was left out."""

from typing import Any

from .spreadsheets import Table

LONGEST_NAME = 100
"""Characters of a sheet's name; spreadsheet programs allow 31. A longer one cannot be chosen."""
LONGEST_TITLE = 40
"""Characters of a title line that are shown."""


def reading_of(table: Table) -> dict[str, Any]:
    """The part of the report that ``core/import_reading.html`` shows."""
    return {
        "heading_row": table.heading_row,
        "heading_first": table.heading_first,
        "titles": [{"row": n, "text": text[:LONGEST_TITLE]} for n, text in table.titles],
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


def _choosable(names: list[str]) -> list[str]:
    return [name for name in names if len(name) <= LONGEST_NAME]
