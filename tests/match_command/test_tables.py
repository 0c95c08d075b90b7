import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from hongmajia.engine.messages.codes import Message
from hongmajia.match_command import reading, writing
from hongmajia.match_command.facts import read_needs
from hongmajia.match_command.faults import Sheet, TableError
from hongmajia.match_command.messages import chinese, describe
from hongmajia.match_command.report import fault_line
from hongmajia.sheets import CODES, Wanted

NEEDS = Wanted.of([(["编号"], False), (["内容"], True)])
SHEET = Sheet("plan", ("id", "score", "text"), [("a", 0.5, "焊接"), ("b", None, ["一", "二"])])


def code_of(path: Path) -> str:
    with pytest.raises(TableError) as refused:
        reading.read(path)
    return refused.value.faults[0].code


def texts_in(path: Path) -> list[Any]:
    """All cells of a file, as a spreadsheet program would get them."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [cell for line in csv.reader(file) for cell in line]
    lines = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [cell for line in lines for cell in line]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
def test_what_is_written_can_be_read(tmp_path: Path, name: str) -> None:
    writing.write({tmp_path / name: [SHEET]})
    rows = [row for _, row in reading.read(tmp_path / name)]
    assert [str(row["score"]) for row in rows] == ["0.5", ""]
    assert [row["text"] for row in rows] == ["焊接", "一；二"]


def test_jsonl_keeps_numbers_lists_and_nothing(tmp_path: Path) -> None:
    writing.write({tmp_path / "out.jsonl": [SHEET]})
    assert [row for _, row in reading.read(tmp_path / "out.jsonl")] == [
        {"id": "a", "score": 0.5, "text": "焊接"},
        {"id": "b", "score": None, "text": ["一", "二"]},
    ]


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_text_becomes_a_formula(tmp_path: Path, name: str, text: str) -> None:
    writing.write({tmp_path / name: [Sheet("s", ("text",), [(text,)])]})
    assert f"'{text}" in texts_in(tmp_path / name)
    assert reading.read(tmp_path / name)[0][1]["text"] == text


def test_rows_are_numbered_as_people_see_them(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('id,text\n\na,"一\n二"\n\nb,三\n', "utf-8")
    assert [(row["id"], row["text"]) for _, row in reading.read(path)] == [
        ("a", "一\n二"),
        ("b", "三"),
    ]
    assert [number for number, _ in reading.read(path)] == [3, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_however_excel_saved_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("编号,内容\n1,焊接变形\n".encode(encoding))
    assert reading.read(path) == [(2, {"编号": "1", "内容": "焊接变形"})]


def test_whole_numbers_of_a_spreadsheet_are_whole(tmp_path: Path) -> None:
    writing.write({tmp_path / "in.xlsx": [Sheet("s", ("id",), [(3.0,)])]})
    assert reading.read(tmp_path / "in.xlsx")[0][1]["id"] == 3


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("in.txt", b"id\n1\n", "unknown_ending"),
        ("in.csv", b"", "no_rows"),
        ("in.csv", b"id,text\n", "no_rows"),
        ("in.csv", b"%PDF-1.7\n1 0 obj\n", "not_table"),
        ("in.csv", b"PK\x03\x04 renamed", "not_table"),
        ("in.csv", b"id,text\n1,\xff\xff\xff\n", "not_text"),
        ("in.csv", b"id,text\n1,a\0b\n", "not_table"),
        ("in.csv", b'id,text\n1,"open\n', "not_csv"),
        ("in.csv", b"id,id\n1,2\n", "heading_twice"),
        ("in.csv", b"id\n1,2\n", "more_cells_than_headings"),
        ("in.xlsx", b"", "not_xlsx"),
        ("in.xlsx", b"%PDF-1.7\n1 0 obj\n", "not_xlsx"),
        ("in.xlsx", b"PK\x03\x04 torn", "not_xlsx"),
        ("in.jsonl", b"", "no_rows"),
        ("in.jsonl", b"[1]\n", "not_json"),
        ("in.jsonl", b'{"id": \n', "not_json"),
        ("in.jsonl", b"[" * 100_000, "not_json"),
        ("in.jsonl", b"\xff\xfe", "not_text"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert code_of(tmp_path / name) == code


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.csv") == "no_such_file"
    (tmp_path / "folder.csv").mkdir()
    assert code_of(tmp_path / "folder.csv") == "no_such_file"


def test_some_other_zip_is_no_spreadsheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert code_of(tmp_path / "in.xlsx") == "not_xlsx"


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    writing.write({path: [SHEET]})
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/image1.bin", "w", force_zip64=True) as bomb,
    ):
        for _ in range(reading.MOST_UNPACKED + 1):
            bomb.write(bytes(2**20))
    assert path.stat().st_size < 1_000_000
    assert code_of(path) == "zip_bomb"


def filled(path: Path, fill: Callable[[Any], object]) -> Path:
    """A spreadsheet with two headings, and what ``fill(page)`` writes."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "text"])
        fill(page)
    return path


def test_one_cell_in_the_last_corner_reserves_no_memory(tmp_path: Path) -> None:
    """Its reader would ask for 550 GB and end the process."""
    corner = filled(tmp_path / "in.xlsx", lambda page: page.write(1_048_575, 16_383, "角落"))
    assert code_of(corner) == "too_many_rows"


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    wide = filled(tmp_path / "in.xlsx", lambda page: page.write(1, 100, "远"))
    assert code_of(wide) == "too_many_columns"


def test_merged_cells_are_named(tmp_path: Path) -> None:
    merged = filled(tmp_path / "in.xlsx", lambda page: page.merge_range("A2:B2", "甲"))
    with pytest.raises(TableError) as refused:
        reading.read(merged)
    (fault,) = refused.value.faults
    assert fault_line(fault, "zh") == "in.xlsx：有跨列合并的单元格（A2:B2），请取消合并，每格填全"
    assert (
        fault_line(fault, "en")
        == "in.xlsx: has cells merged over several columns (A2:B2); unmerge and fill them"
    )


def test_a_cell_over_several_rows_is_the_value_of_each(tmp_path: Path) -> None:
    def fill(page: Any) -> None:
        page.write_column("B2", ["N1", "N2"])
        page.merge_range("A2:A3", "甲")

    told: list[Message] = []
    found = reading.read(filled(tmp_path / "in.xlsx", fill), tell=told.append)
    assert [(n, [*row.values()][:2]) for n, row in found] == [(2, ["甲", "N1"]), (3, ["甲", "N2"])]
    said = [one.params for one in told if one.code == "merged_filled_down"]
    assert said == [{"file": "in.xlsx", "count": 1, "examples": "A2:A3“甲”"}]


@pytest.mark.parametrize(("formula", "value"), [("=A1&1", ""), ("=1/0", "#DIV/0!")])
def test_a_formula_without_a_result_is_a_fault_of_its_cell(
    tmp_path: Path, formula: str, value: str
) -> None:
    def fill(page: Any) -> None:
        page.write(1, 0, "N1")
        page.write_formula(1, 1, formula, value=value)

    with pytest.raises(TableError) as refused:
        read_needs(filled(tmp_path / "in.xlsx", fill))
    (fault,) = refused.value.faults
    assert (fault.code, fault.row, fault.column) == ("not_a_value", 2, "text")


def test_every_fault_of_a_sheet_has_its_words() -> None:
    assert set(CODES) <= set(chinese.SENTENCES)


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 10)
    (tmp_path / "in.csv").write_text("id\n" + "1\n" * 11, "utf-8")
    assert code_of(tmp_path / "in.csv") == "too_many_rows"


def test_formulas_are_read_as_their_values(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "in.xlsx")) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["id", "text"])
        page.write_formula(1, 0, '="N"&1', value="N1")
        page.write(1, 1, "焊接")
    assert reading.read(tmp_path / "in.xlsx") == [(2, {"id": "N1", "text": "焊接"})]


def test_all_files_are_written_or_none(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.jsonl"
    good.write_text("before", "utf-8")
    with pytest.raises(TypeError):
        writing.write({good: [SHEET], bad: [Sheet("s", ("x",), [(object(),)])]})
    assert good.read_text("utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["good.csv"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot_write"):
        writing.write({tmp_path / "none" / "out.csv": [SHEET]})


def test_equal_rows_make_equal_bytes(tmp_path: Path) -> None:
    for name in ("out.csv", "out.jsonl"):
        writing.write({tmp_path / name: [SHEET]})
        first = (tmp_path / name).read_bytes()
        writing.write({tmp_path / name: [SHEET]})
        assert (tmp_path / name).read_bytes() == first
        assert b"\r" not in first
    assert json.loads(first.splitlines()[0])["id"] == "a"


# --- tables as offices keep them ------------------------------------------------------------


def test_title_lines_and_other_sheets_are_no_needs(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        book.add_worksheet("说明").write_column(0, 0, ["怎么填", "标题", "内容"])
        page = book.add_worksheet("需求")
        page.merge_range("A1:C1", "2026年需求汇总")
        page.write_row(1, 0, ["编号", "标\n题", " 内 容"])
        page.write_row(2, 0, ["'001", "锅炉结垢", "锅炉结垢严重怎么办"])
        page.write_blank(300_000, 150, None, book.add_format({"border": 1}))
    told: list[Message] = []
    (need,) = read_needs(tmp_path / "in.xlsx", told.append)
    assert [describe(message, "zh") for message in told] == ["in.xlsx：表头在第2行，它上面的没有读"]
    assert (need.id, need.title, need.text) == ("001", "锅炉结垢", "锅炉结垢严重怎么办")


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_csv_with_title_and_semicolons(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes('需求汇总\n编号;内容\n="001";锅炉结垢严重怎么办\n'.encode(encoding))
    assert reading.read(path, NEEDS) == [(3, {"编号": "001", "内容": "锅炉结垢严重怎么办"})]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("in.csv", b"<html><table><tr><td>id</td></tr></table>", "is_markup"),
        ("in.xlsx", b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "old_xls"),
        ("in.xlsx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "has_password"),
    ],
)
def test_what_to_save_as_xlsx_is_told(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert code_of(tmp_path / name) == code
    assert ".xlsx" in chinese.SENTENCES[code]


def test_what_was_read_of_several_sheets_is_told(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "in.xlsx") as book:
        for name in ("去年", "东区", "西区"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["编号", "内容"])
            page.write_row(1, 0, ["1", f"{name}的锅炉结垢"])
            page.write_row(2, 0, ["2", f"{name}的水泵漏水"])
            page.set_row(2, None, None, {"hidden": name == "东区"})
        book.get_worksheet_by_name("西区").activate()
        book.get_worksheet_by_name("去年").hide()
    told: list[Message] = []
    assert len(read_needs(tmp_path / "in.xlsx", told.append)) == 2
    assert [describe(message, "zh") for message in told] == [
        "in.xlsx：读的是“东区”这张表；还有这样的表，没有读：去年、西区",
        "in.xlsx：有1行是隐藏的，也读了",
    ]
