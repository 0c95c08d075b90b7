"""The guard before the reader of spreadsheets: what is refused costs neither time nor memory.

What web and command line make of a refusal is tested with them.
"""

import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from hongmajia.sheets import BrokenSheet, Limits, read_xlsx

LIMITS = Limits(rows=1000, megabytes=10, unpacked=20)
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def workbook(*rows: list[Any]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return buffer.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            kept = old.read(part)
            new.writestr(part, change(kept) if part == name else kept)
    return buffer.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(BrokenSheet) as broken:
        read_xlsx(io.BytesIO(content), LIMITS)
    return broken.value.code


GOOD = workbook(["名称", "人数"], ["甲", 3])


def test_a_good_sheet_passes() -> None:
    assert list(read_xlsx(io.BytesIO(GOOD), LIMITS).lines) == [["名称", "人数"], ["甲", 3.0]]


def test_prefixes_of_names_change_nothing() -> None:
    """Some programs write ``<x:c>`` for ``<c>``."""

    def prefix(xml: bytes) -> bytes:
        for tag in (b"worksheet", b"sheetData", b"row", b"c", b"v"):
            for end in (b" ", b">"):
                xml = xml.replace(b"<" + tag + end, b"<x:" + tag + end)
            xml = xml.replace(b"</" + tag + b">", b"</x:" + tag + b">")
        return xml.replace(b"xmlns=", b"xmlns:x=")

    far = workbook([], *([["甲"]] * 1002))
    assert refused(changed(far, SHEET, prefix)) == "too_many_rows"


def test_a_part_that_lies_about_its_size_is_unpacked_no_further() -> None:
    """The archive claims one byte; thirty million come out."""
    bomb = bytearray(changed(GOOD, "docProps/app.xml", lambda _: bytes(30_000_000)))
    for claimed in range(len(bomb) - 4):
        if bomb[claimed : claimed + 4] == struct.pack("<L", 30_000_000):
            bomb[claimed : claimed + 4] = struct.pack("<L", 1)
    with zipfile.ZipFile(io.BytesIO(bytes(bomb))) as archive:
        assert archive.getinfo("docProps/app.xml").file_size == 1
    assert refused(bytes(bomb)) == "zip_bomb"


def test_a_long_text_in_very_many_cells_is_a_bomb_too() -> None:
    """Kept once in the file, copied for every cell by the reader."""
    long = workbook(*([["长" * 30_000] * 50] * 50))
    assert len(long) < 50_000
    assert refused(long) == "zip_bomb"


@pytest.mark.parametrize(
    "place", [b"xfd1048576", b"A00000001048576", b"AAAA1", b"", b"1A", b"B0", b"B02", b"$B$2"]
)
def test_a_cell_at_no_place_is_refused(place: bytes) -> None:
    content = changed(GOOD, SHEET, lambda xml: xml.replace(b'r="B2"', b'r="%s"' % place))
    assert refused(content) == "not_xlsx"


def test_a_row_too_far_is_refused_even_when_its_cells_do_not_say_where() -> None:
    content = changed(
        GOOD,
        SHEET,
        lambda xml: (
            xml.replace(b'<row r="2"', b'<row r="1048576"')
            .replace(b' r="A2"', b"")
            .replace(b' r="B2"', b"")
        ),
    )
    assert refused(content) == "too_many_rows"


def test_a_text_that_is_not_kept_is_refused() -> None:
    content = changed(GOOD, SHEET, lambda xml: xml.replace(b"<v>0</v>", b"<v>99</v>"))
    assert refused(content) == "not_xlsx"


def test_two_parts_of_one_name_are_refused() -> None:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("XL/Worksheets/Sheet1.xml", "<worksheet/>")
    assert refused(buffer.getvalue()) == "not_xlsx"


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml"])
def test_entities_are_never_expanded(part: str) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>\n<'
    content = changed(GOOD, part, lambda xml: xml.replace(b"\n<", b"\n" + doctype, 1))
    assert refused(content) == "not_xlsx"


@pytest.mark.parametrize("part", [SHEET, STRINGS, "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("xml", [b"", b"<a>", b"\xff\xfe\x00", b"<a/>"])
def test_torn_parts_are_refused_or_hold_nothing(part: str, xml: bytes) -> None:
    content = changed(GOOD, part, lambda _: xml)
    if (part, xml) == (SHEET, b"<a/>"):
        assert list(read_xlsx(io.BytesIO(content), LIMITS).lines) == []
    else:
        assert refused(content) == "not_xlsx"


@pytest.mark.parametrize("length", range(0, len(GOOD), 397))
def test_a_file_cut_off_is_refused(length: int) -> None:
    assert refused(GOOD[:length]) == "not_xlsx"


@pytest.mark.parametrize("row", ["0", "-1", "x"])
def test_a_row_without_a_proper_number_is_refused(row: str) -> None:
    content = changed(
        GOOD, SHEET, lambda xml: xml.replace(b'<row r="2"', f'<row r="{row}"'.encode())
    )
    assert refused(content) == "not_xlsx"
