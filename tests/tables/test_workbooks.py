"""Blank workbooks as foreign programs write them: read, filled, or refused in words."""

import io
import re
import time
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from hongmajia.core.errors import Refused
from hongmajia.sheets import BrokenSheet
from hongmajia.tables import blanks as blank_files
from hongmajia.tables import grids, workbooks
from hongmajia.tables.actions import add_table
from hongmajia.tables.models import BlankTable
from tests.actors import Province
from tests.tables import blanks
from tests.tables.test_letters import packed, parts_of

FIRST = "xl/worksheets/sheet1.xml"


def changed(change: Callable[[bytes], bytes]) -> bytes:
    """A workbook whose first sheet has 地区 in A1 and 场次 in B1, with its XML changed."""
    book = Workbook()
    book.active.append(["地区", "场次"])
    parts = parts_of(blanks.saved(book))
    return packed({**parts, FIRST: change(parts[FIRST])})


def merging(*ranges: str) -> bytes:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges).encode()
    end = b"</sheetData>"
    return changed(lambda xml: xml.replace(end, end + b"<mergeCells>" + cells + b"</mergeCells>"))


def refused(content: bytes) -> str:
    with pytest.raises(BrokenSheet) as broken:
        grids.grids_of(io.BytesIO(content))
    return broken.value.code


def test_a_thousand_merged_ranges_on_one_place_take_no_time() -> None:
    content, started = merging(*["A1:BH300"] * 1000), time.monotonic()
    assert refused(content) == "not_xlsx"
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("ranges", [("A1:B2", "B2:C3"), ("A1:B2", "A1:A1"), ("C3:D4", "B2:C3")])
def test_merged_ranges_that_overlap_are_refused(ranges: tuple[str, ...]) -> None:
    assert refused(merging(*ranges)) == "not_xlsx"


@pytest.mark.parametrize(
    "written", ["A:B", "$A$1:$B$1", "a1:b1", "", "A0:B1", "B2:A1", "A1:B2:C3", "1:2"]
)
def test_a_merged_range_that_is_none_is_refused_in_words(province: Province, written: str) -> None:
    with pytest.raises(Refused, match="另存为"):
        add_table(
            actor=province.fang, union=province.province, name="表", asked_by="",
            file=SimpleUploadedFile("a.xlsx", merging(written)),
        )  # fmt: skip
    assert not BlankTable.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b'r="A1"', b'r="A0"'),
        lambda xml: xml.replace(b'r="A1"', b'r="A7"'),
        lambda xml: re.sub(rb"<sheetData.*</sheetData>", b"", xml),
        lambda xml: xml.replace(b"</sheetData>", b"</sheetData><mergeCells><mergeCell/>")
        .replace(b"<pageMargins", b"</mergeCells><pageMargins"),
    ],
)  # fmt: skip
def test_a_sheet_that_contradicts_itself_is_refused(change: Callable[[bytes], bytes]) -> None:
    """A cell in row 0 or in another row, no lines at all, a merged range without a place."""
    assert refused(changed(change)) == "not_xlsx"


def test_cells_may_leave_out_where_they_are() -> None:
    """The standard lets them follow one another; they are read and filled at their place."""
    content = changed(lambda xml: re.sub(rb' r="[A-Z]?[0-9]+"', b"", xml))
    [grid] = grids.grids_of(io.BytesIO(content))
    assert [[(c.place, c.text) for c in line] for line in grid.lines] == [
        [("A1", "地区"), ("B1", "场次")]
    ]
    filled = workbooks.filled(io.BytesIO(content), {"Sheet": {"B1": "活动", "C2": 7}})
    sheet = load_workbook(io.BytesIO(filled)).active
    assert (sheet["A1"].value, sheet["B1"].value, sheet["C2"].value) == ("地区", "活动", 7)


def test_a_row_may_end_with_something_else() -> None:
    """A cell that is made then stands before what is not a cell; a comment is passed over."""
    content = changed(lambda xml: xml.replace(b"</row>", b"<extLst/></row><!-- end -->"))
    filled = workbooks.filled(io.BytesIO(content), {"Sheet": {"C1": 7, "A2": 8}})
    xml = parts_of(filled)[FIRST].decode()
    assert xml.index('r="C1"') < xml.index("extLst") < xml.index('r="A2"')


def test_very_many_sheets_are_refused() -> None:
    """Each has one cell far out, so that a small file would make a large page."""
    book = Workbook()
    for n in range(5):
        sheet = book.create_sheet(f"表{n}")
        sheet["BH300"] = 1
    assert refused(blanks.saved(book)) == "zip_bomb"


def test_a_workbook_without_cells_is_told_what_it_lacks(province: Province) -> None:
    """Not how a placeholder is written in Word."""
    with pytest.raises(Refused, match="表里没有可以填的格子"):
        add_table(
            actor=province.fang, union=province.province, name="表", asked_by="",
            file=SimpleUploadedFile("a.xlsx", blanks.saved(Workbook())),
        )  # fmt: skip


def test_a_file_is_read_once_for_its_pages(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it is one of the last; a file that is refused is not kept."""
    read = []
    monkeypatch.setattr(
        blank_files, "grids_of", lambda file: read.append(1) or grids.grids_of(file)
    )
    content = merging("A2:B2", "A3:B4")
    table = add_table(
        actor=province.fang, union=province.province, name="表", asked_by="",
        file=SimpleUploadedFile("a.xlsx", content),
    )  # fmt: skip
    for _time in range(3):
        assert ("Sheet", "B1") in blank_files.blank_of(table).places
    assert len(read) == 1
    with pytest.raises(Refused):
        blank_files.read_blank("xlsx", io.BytesIO(merging("A:B")))
