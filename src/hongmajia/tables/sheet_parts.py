"""The XML of a worksheet: its tags, and where its cells are."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from hongmajia.sheets.places import join, split

from .parts import parsed


def numbered_sheet(content: bytes) -> Any:
    """The root of a worksheet in which each row and cell says where it is.

    ``r`` may be left out (ECMA-376, 18.3.1.4 and 18.3.1.73): a row then comes after the last one,
    a cell after the last of its row. Raises ``ValueError`` for a worksheet without ``sheetData``
    and for a cell in another row, ``lxml.etree.XMLSyntaxError``.
    """
    tree = parsed(content)
    row = 0
    for line in rows_of(tree):
        row, column = int(line.get("r") or row + 1), 0
        line.set("r", str(row))
        for cell in line.iterchildren(tag(tree, "c")):
            there, column = split(cell.get("r") or join(row, column + 1))
            if there != row:
                raise ValueError(cell.get("r"))
            cell.set("r", join(row, column))
    return tree


def rows_of(tree: Any) -> Iterator[Any]:
    """The rows of a worksheet. Raises ``ValueError`` for one without ``sheetData``."""
    data = tree.find(tag(tree, "sheetData"))
    if data is None:
        raise ValueError("no sheetData")
    yield from data.iterchildren(tag(tree, "row"))


def tag(tree: Any, name: str) -> str:
    """The tag in the namespace of the document, which strict files have another of."""
    return f"{{{etree.QName(tree.getroottree().getroot()).namespace}}}{name}"
