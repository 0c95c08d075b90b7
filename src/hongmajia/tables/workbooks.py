"""Filling workbooks by changing the cells that are named, no more.

A library that loads a workbook and saves it again loses what it does not know: charts, drawings,
controls. So only the XML of the sheets is changed, and every other part is copied byte by byte
(ADR 91).
"""

import zipfile
from collections.abc import Mapping
from typing import IO, Any

from lxml import etree

from hongmajia.sheets.guard import inspect
from hongmajia.sheets.places import split

from .grids import LIMITS
from .parts import changed_parts, names_in, parsed
from .sheet_parts import numbered_sheet, tag

WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
PERCENTS = (9, 10)
"""The numbers of ``0%`` and ``0.00%`` (ECMA-376, 18.8.30)."""
Values = Mapping[str, Mapping[str, Any]]
"""Sheet → place → number or text."""


class Share(float):
    """A share, 0 to 1: written as it is into a cell with a format of percent, else times 100."""


def filled(file: IO[bytes], values: Values) -> bytes:
    """The workbook with ``values``; formats, formulas, merged cells and all else stay.

    What formulas gave before is dropped, and programs calculate them when they open the file.
    Raises ``KeyError`` for a sheet that is not there.
    """
    file.seek(0)
    names = {tab.name: tab.part for tab in inspect(file, LIMITS)}
    if missing := values.keys() - names.keys():
        raise KeyError(missing.pop())
    with zipfile.ZipFile(file) as archive:
        parts = names_in(archive)
        percents = _percent_formats(archive, parts)
        trees = {parts[WORKBOOK]: _calculated_on_load(archive.read(parts[WORKBOOK]))}
        for name, part in names.items():
            tree = numbered_sheet(archive.read(parts[part]))
            is_changed = _forget_results(tree)
            for place, value in values.get(name, {}).items():
                _put(tree, place, value, percents)
            if is_changed or values.get(name):
                trees[parts[part]] = tree
        return changed_parts(archive, trees)


def _percent_formats(archive: zipfile.ZipFile, parts: Mapping[str, str]) -> set[str]:
    """The numbers of the cell formats that show a percentage."""
    if STYLES not in parts:
        return set()
    tree = parsed(archive.read(parts[STYLES]))
    codes = {n.get("numFmtId"): n.get("formatCode", "") for n in tree.iter(tag(tree, "numFmt"))}
    shown = {str(number) for number in PERCENTS} | {n for n, code in codes.items() if "%" in code}
    formats = tree.iterfind(f"{tag(tree, 'cellXfs')}/{tag(tree, 'xf')}")
    return {str(n) for n, xf in enumerate(formats) if xf.get("numFmtId") in shown}


def _forget_results(tree: Any) -> bool:
    """Drop the stored results of formulas; whether there were any."""
    found = False
    formula, value = tag(tree, "f"), tag(tree, "v")
    for cell in tree.iter(tag(tree, "c")):
        result = cell.find(value)
        if result is not None and cell.find(formula) is not None:
            cell.remove(result)
            cell.attrib.pop("t", None)
            found = True
    return found


def _put(tree: Any, place: str, value: Any, percents: set[str]) -> None:
    """Write ``value`` into a cell and keep its format; a cell that is not there yet is made."""
    cell = _cell_at(tree, place)
    for old in list(cell):
        cell.remove(old)
    cell.attrib.pop("t", None)
    if value is None:
        return
    if isinstance(value, Share) and cell.get("s") not in percents:
        value = round(value * 100, 2)
    if isinstance(value, (int, float)):
        number = float(value) if isinstance(value, Share) else value
        etree.SubElement(cell, tag(tree, "v")).text = repr(number)
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, tag(tree, "is")), tag(tree, "t"))
    text.text = str(value)


def _cell_at(tree: Any, place: str) -> Any:
    row, column = split(place)
    line = _in_order(
        tree.find(tag(tree, "sheetData")), tag(tree, "row"), str(row), lambda r: int(r) - row
    )
    return _in_order(line, tag(tree, "c"), place, lambda there: split(there)[1] - column)


def _in_order(parent: Any, name: str, key: str, apart: Any) -> Any:
    """The child with ``r`` = ``key``, made where it belongs; ``apart`` is 0 for it, + after it."""
    made, last = parent.makeelement(name, {"r": key}), None
    for there in parent.iterchildren(name):
        distance = apart(there.get("r"))
        if distance == 0:
            return there
        if distance > 0:
            there.addprevious(made)
            return made
        last = there
    if last is None:
        parent.insert(0, made)
    else:
        last.addnext(made)
    return made


def _calculated_on_load(content: bytes) -> Any:
    """The list of sheets, which lets programs calculate all formulas when they open it."""
    tree = parsed(content)
    found = tree.find(tag(tree, "calcPr"))
    if found is None:
        found = tree.makeelement(tag(tree, "calcPr"), {})
        before = [tag(tree, name) for name in BEFORE_CALCULATION]
        last = max((n for n, one in enumerate(tree) if one.tag in before), default=-1)
        tree.insert(last + 1, found)
    found.set("fullCalcOnLoad", "1")
    return tree


BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames",
)  # fmt: skip
"""The elements of a workbook that stand before ``calcPr`` (ECMA-376, 18.2.27)."""
