"""Reading and writing tables; an unusable file gets one clear error, and quickly."""

import io
import time
import zipfile
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from hongmajia.core.downloads import XLSX, download
from hongmajia.core.spreadsheets import (
    Sheet,
    UnreadableFile,
    _said,
    read_table,
    write_xlsx,
)
from hongmajia.core.table_pages import Head
from hongmajia.sheets import CODES, Wanted
from tests.core.workbooks import workbook, workbook_by, zip_bomb

HEADINGS = ["企业名称", "职工人数"]


def read(content: bytes, most_rows: int = 5000) -> Any:
    return read_table(io.BytesIO(content), most_rows)


def rows(content: bytes) -> list[dict[str, str]]:
    return [row.cells for row in read(content).rows]


# --- good files -----------------------------------------------------------------------------


def test_a_workbook_becomes_rows_of_text() -> None:
    table = read(workbook(HEADINGS, ["甲公司", 86], ["乙公司", 12.5]))
    assert table.headings == HEADINGS
    assert [row.number for row in table.rows] == [2, 3]
    assert [row.cells["职工人数"] for row in table.rows] == ["86", "12.5"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_in_any_encoding_chinese_excel_writes(encoding: str) -> None:
    text = "企业名称,职工人数\n甲公司,86\n"
    assert rows(text.encode(encoding)) == [{"企业名称": "甲公司", "职工人数": "86"}]


def test_a_row_that_ends_early_has_fewer_cells() -> None:
    table = read_table(io.BytesIO("名称,地区,电话\n甲厂,德清,1\n乙厂\n".encode()))
    full, short = (row.cells for row in table.rows)
    assert full == {"名称": "甲厂", "地区": "德清", "电话": "1"}
    assert [*short] == ["名称"]
    assert (short.get("电话"), short.get("电话", ""), "电话" in short) == (None, "", False)
    with pytest.raises(KeyError):
        short["电话"]


def test_empty_lines_are_left_out_but_counted() -> None:
    table = read(workbook([], HEADINGS, ["甲公司", 1], ["", "  "], ["乙公司", 2]))
    assert [row.number for row in table.rows] == [3, 5]


@pytest.mark.parametrize("heading", ["序号", "序 号", "No."])
def test_a_line_of_a_form_with_nothing_but_its_number_is_no_row(heading: str) -> None:
    table = read(workbook([heading, "企业"], [1, "甲厂"], [2, ""], [3, None]))
    assert [row.cells["企业"] for row in table.rows] == ["甲厂"]


def test_stars_of_required_columns_are_no_part_of_their_name() -> None:
    assert read(workbook(["*企业名称", "职工人数 "], ["甲", 1])).headings == HEADINGS


def test_columns_without_a_heading_are_left_out() -> None:
    assert rows(workbook(["企业名称", ""], ["甲", "随手记的"])) == [{"企业名称": "甲"}]


def test_days_and_answers_are_read_as_people_type_them() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, ["日期", "是否"])
        sheet.write_datetime(1, 0, date(2026, 5, 14))
        sheet.write_boolean(1, 1, True)

    assert rows(workbook_by(fill)) == [{"日期": "2026-05-14", "是否": "是"}]


def test_a_calculated_formula_counts_as_its_value() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["甲"])
        sheet.write_formula(1, 1, "=80+6", value=86)

    (row,) = read(workbook_by(fill)).rows
    assert row.cells["职工人数"] == "86"
    assert row.faults == {}


# --- cells one must mend --------------------------------------------------------------------


def test_a_formula_never_calculated_is_a_fault_of_its_cell() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["甲"])
        sheet.write_formula(1, 1, "=A1+1", value="")

    (row,) = read(workbook_by(fill)).rows
    assert row.faults == {"职工人数": "这一格是没有算出结果的公式。请改成填数值。"}


def test_a_formula_gone_wrong_is_a_fault_of_its_cell() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, ["甲"])
        sheet.write_formula(1, 1, "=1/0", value="#DIV/0!")

    (row,) = read(workbook_by(fill)).rows
    assert "公式算错了" in row.faults["职工人数"]


def test_a_code_that_excel_has_rounded_is_a_fault_of_its_cell() -> None:
    (row,) = read(workbook(["统一社会信用代码"], [913305210000000010])).rows
    assert "Excel已经改掉了末几位" in row.faults["统一社会信用代码"]


# --- files one cannot use -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 renamed to .xlsx", "这不是表格文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", "这不是表格文件"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), "旧的Excel文件.*另存为.xlsx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "有密码"),
        (b"\n<html><table><tr><td>\xc3\xfb\xb3\xc6</td></tr></table>", "网页.*另存为.xlsx"),
        ('<?xml version="1.0"?><Workbook/>'.encode("utf-16"), "网页.*另存为.xlsx"),
        (b"PK\x03\x04 a torn archive", "这不是能读的Excel文件"),
        (b"", "表格是空的"),
        (b"\n\n\n", "表格是空的"),
        ("企业名称,职工人数\n".encode(), "只有表头"),
        ("名称,名称\n甲,乙\n".encode(), "“名称”出现了两次"),
        ('名称\n"没有关上的引号\n'.encode(), "这个.csv读不出来"),
        (b"\xff\xff\xff\xff", "文字读不出来"),
    ],
)
def test_what_is_no_table_says_so(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(content)


def test_merged_cells_are_named() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_row(0, 0, HEADINGS)
        sheet.merge_range("A2:B2", "甲公司")

    with pytest.raises(UnreadableFile, match="跨列合并的单元格（A2:B2）"):
        read(workbook_by(fill))


def test_too_many_rows_are_refused_before_they_are_read() -> None:
    lines = "\n".join(f"企业{n},1" for n in range(100_000))
    as_csv = f"企业名称,职工人数\n{lines}".encode()
    as_xlsx = write_xlsx(Sheet("企业", HEADINGS, ((f"企业{n}", 1) for n in range(100_000))))
    for content in (as_csv, as_xlsx):
        begun = time.perf_counter()
        with pytest.raises(UnreadableFile, match="一次最多导入5000行"):
            read(content)
        assert time.perf_counter() - begun < 15


def test_exactly_as_many_rows_as_allowed_pass() -> None:
    assert len(read(workbook(["名称"], ["甲"], ["乙"]), most_rows=2).rows) == 2
    with pytest.raises(UnreadableFile, match="一次最多导入2行"):
        read(workbook(["名称"], ["甲"], ["乙"], ["丙"]), most_rows=2)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(UnreadableFile, match="解压后太大"):
        read(zip_bomb())


def test_one_cell_in_the_last_corner_reserves_no_memory() -> None:
    """Two cells: the reader would ask for 17 thousand million places and end the process."""

    def fill(sheet: Any) -> None:
        sheet.write(0, 0, "名称")
        sheet.write(1_048_575, 16_383, "角落")

    with pytest.raises(UnreadableFile, match="一次最多导入"):
        read(workbook_by(fill))


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="超过100列"):
        read(workbook([f"列{n}" for n in range(101)], ["甲"]))


def test_a_heavy_file_is_refused_by_its_weight() -> None:
    with pytest.raises(UnreadableFile, match="超过20MB"):
        read(b"x" * (20 * 1024 * 1024 + 1))


def test_entities_in_the_xml_are_not_expanded() -> None:
    good = io.BytesIO(workbook(["名称"], ["甲"]))
    bad = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = content.replace(
                    b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet', 1
                )
            new.writestr(part.filename, content)
    with pytest.raises(UnreadableFile, match="这不是能读的Excel文件"):
        read(bad.getvalue())


def test_a_zip_that_is_no_workbook_says_so() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("照片.txt", "没有表格")
    with pytest.raises(UnreadableFile, match="这不是能读的Excel文件"):
        read(buffer.getvalue())


# --- writing --------------------------------------------------------------------------------


def written(*values: Any) -> list[Any]:
    content = write_xlsx(Sheet("表", ["列"] * len(values), [values]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)[1]


def test_numbers_stay_numbers_and_text_stays_text() -> None:
    assert written(86, "0571", date(2026, 5, 14), True) == [86.0, "0571", "2026-05-14", "是"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5℃", "@名", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    assert written(text) == [text]
    content = write_xlsx(Sheet("表", ["列"], [[text]]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b'quotePrefix="1"' in archive.read("xl/styles.xml")


def test_a_download_keeps_its_chinese_name() -> None:
    response = download(b"x", XLSX, "企业名单.xlsx")
    assert response["Content-Disposition"].endswith(
        "filename*=utf-8''%E4%BC%81%E4%B8%9A%E5%90%8D%E5%8D%95.xlsx"
    )


def test_every_refusal_of_a_sheet_has_its_sentence() -> None:
    for code in CODES:
        assert _said(code).endswith("。")


def test_an_official_table_says_what_it_is_and_prints_on_one_width_of_paper() -> None:
    head = Head("企业名单", unit="湖州市总工会", by="沈同志")
    rows = [["德清县某某精工机械有限公司", 86]]
    content = write_xlsx(Sheet("企业", ["企业名称", "职工人数"], rows, [40, 80], head=head))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    lines = book.get_sheet_by_index(0).to_python()
    today = timezone.localdate().isoformat()
    assert lines[0][0] == "企业名单"
    facts = (
        f"填报单位：湖州市总工会    统计时间：截至{today}    制表人：沈同志    制表日期：{today}"
    )
    assert lines[1][0] == facts
    assert lines[2:] == [["企业名称", "职工人数"], ["德清县某某精工机械有限公司", 86.0]]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        names = archive.read("xl/workbook.xml").decode()
    assert '<pageSetUpPr fitToPage="1"/>' in page
    assert 'fitToHeight="0" orientation="landscape"' in page
    assert "企业!$A$1:$B$4" in names, "the print area"
    assert "企业!$3:$3" in names, "the headings, on every page"


def test_a_table_with_a_head_is_read_again_under_its_headings() -> None:
    head = Head("企业名单", unit="湖州市总工会")
    content = write_xlsx(Sheet("企业", ["企业名称", "职工人数"], [["甲厂", 86]], head=head))
    wanted = Wanted.of([(["企业名称"], True), (["职工人数"], False)])
    table = read_table(io.BytesIO(content), wanted=wanted)
    assert (table.heading_row, table.rows[0].cells) == (3, {"企业名称": "甲厂", "职工人数": "86"})
