"""Files as offices keep them: with title lines, formats, several sheets, marks and encodings."""

import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from hongmajia.sheets import BrokenSheet, Content, Limits, Wanted, is_note, normal_heading
from hongmajia.sheets import read_csv as read_texts
from hongmajia.sheets import read_xlsx as read_workbook
from tests.sheets.test_guard import SHEET, changed, workbook

LIMITS = Limits(rows=50, megabytes=10, unpacked=20)
FIRMS = Wanted.of([(["企业名称", "Name"], True), (["信用代码", "Code"], True), (["规模"], False)])
HEADINGS = ["企业名称", "信用代码"]
FIRM = ["甲公司", "91330521MA0000001H"]
Page = Any


def read_xlsx(content: bytes, sheet: str = "") -> Content:
    return read_workbook(io.BytesIO(content), LIMITS, FIRMS, sheet)


def read_csv(content: bytes) -> Content:
    return read_texts(io.BytesIO(content), LIMITS, FIRMS)


def book(**pages: Callable[[Page], object]) -> bytes:
    """A workbook with these sheets, each filled by its function."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        for name, fill in pages.items():
            fill(made.add_worksheet(name))
        made.worksheets()[-1].activate()  # XlsxWriter shows the active sheet even if hidden
    return buffer.getvalue()


def table(*firms: list[Any], hidden: bool = False) -> Callable[[Page], object]:
    """Fills a sheet with the headings and these rows."""

    def fill(page: Page) -> None:
        for number, line in enumerate([HEADINGS, *firms]):
            page.write_row(number, 0, line)
        if hidden:
            page.hide()

    return fill


def rows(content: Content) -> list[tuple[int, list[Any]]]:
    return [(number, list(line)) for number, line in content.below]


# --- title lines ----------------------------------------------------------------------------


def test_title_lines_above_the_headings_are_skipped() -> None:
    content = read_xlsx(workbook(["企业名册"], ["填表人：沈女士"], HEADINGS, FIRM))
    assert (content.heading, rows(content)) == (3, [(4, FIRM)])


def test_a_title_may_be_merged_but_not_the_table() -> None:
    def fill(page: Page, below: str = "") -> None:
        page.merge_range("A1:B1", "企业名册")
        page.write_row(1, 0, HEADINGS)
        page.write_row(2, 0, FIRM)
        if below:
            page.merge_range(below, "乙公司")

    assert rows(read_xlsx(book(表=fill))) == [(3, FIRM)]
    with pytest.raises(BrokenSheet) as refused:
        read_xlsx(book(表=lambda page: fill(page, "A4:B4")))
    assert (refused.value.code, refused.value.where) == ("merged_cells", "A4:B4")


def test_a_cell_over_several_rows_is_the_value_of_each() -> None:
    def fill(page: Page) -> None:
        table(["甲公司", "A1"], ["", "A2"], ["", ""], ["", "A4"], ["小计", 3])(page)
        page.merge_range("A2:A5", "甲公司")
        page.merge_range("A7:A9", "乙公司")
        page.write("B7", "B1")

    content = read_xlsx(book(表=fill))
    found = [(2, "甲公司", "A1"), (3, "甲公司", "A2"), (5, "甲公司", "A4"), (7, "乙公司", "B1")]
    assert [(n, *line) for n, line in rows(content)] == found
    assert content.filled_down == {"A2:A5": "甲公司"}
    assert content.totals == [6]


def test_a_sum_within_the_merged_cells_stays_a_sum() -> None:
    def fill(page: Page) -> None:
        table(["", "A1"], ["", "小计"], ["", "A2"])(page)
        page.merge_range("A2:A4", "甲公司")

    content = read_xlsx(book(表=fill))
    assert [(n, *line) for n, line in rows(content)] == [(2, "甲公司", "A1"), (4, "甲公司", "A2")]


def test_merged_cells_that_overlap_are_filled_once() -> None:
    """As a file might be that somebody made to cost time."""

    def fill(page: Page) -> None:
        table(["甲公司", "A1"], ["", "A2"], ["", "A3"])(page)
        page.merge_range("A2:A3", "甲公司")

    overlapping = changed(
        book(表=fill), SHEET,
        lambda xml: xml.replace(b'<mergeCell ref="A2:A3"/>', b'<mergeCell ref="A2:A3"/>' * 9),
    )  # fmt: skip
    assert rows(read_xlsx(overlapping))[1:] == [(3, ["甲公司", "A2"]), (4, ["", "A3"])]


def test_merged_cells_that_hold_nothing_are_nothing() -> None:
    def fill(page: Page) -> None:
        table(FIRM)(page)
        page.merge_range("A9:B12", "")

    assert rows(read_xlsx(book(表=fill))) == [(2, FIRM)]


def test_a_title_line_of_a_csv_has_fewer_separators() -> None:
    content = read_csv("企业名册\n企业名称,信用代码\n甲公司,A1\n".encode())
    assert (content.heading, rows(content)) == (2, [(3, ["甲公司", "A1"])])


def test_headings_are_looked_for_near_the_top_only() -> None:
    content = read_xlsx(workbook(*[[f"第{n}行"] for n in range(30)], HEADINGS, FIRM))
    assert content.heading == 1


@pytest.mark.parametrize(
    "written",
    [
        "*信用代码",
        "信用\n代码",
        " 信 用 代码 ",
        "信用\u00a0代码\u200b",
        "信用代码（必填）",
        "code",
        "ＣＯＤＥ：",
    ],
)
def test_a_heading_is_the_same_however_it_is_written(written: str) -> None:
    content = read_xlsx(workbook(["名册"], ["企业名称", written], FIRM))
    assert content.heading == 2
    assert content.tables == ["Sheet1"]


def test_different_headings_stay_different() -> None:
    assert normal_heading("企业名称") != normal_heading("企业简称")
    assert normal_heading("手机号（座机）") != normal_heading("手机号")


# --- cells that are only formatted ----------------------------------------------------------


def format_cells(*places: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        page, border = made.add_worksheet(), made.add_format({"border": 1})
        table(FIRM)(page)
        for row, column in places:
            page.write_blank(row, column, None, border)
    return buffer.getvalue()


@pytest.mark.parametrize("place", [(60, 0), (65_535, 0), (1_048_575, 16_383), (1, 199)])
def test_a_formatted_cell_anywhere_is_nothing(place: tuple[int, int]) -> None:
    content = read_xlsx(format_cells(place))
    assert rows(content) == [(2, FIRM)]
    assert len(content.lines) == 2


def test_formulas_that_result_in_nothing_are_nothing() -> None:
    """Forms are filled with ``=IF(A9="","",…)`` far below the last row."""

    def fill(page: Page) -> None:
        table(FIRM)(page)
        for row in range(2, 500):
            page.write_formula(row, 0, '=""', None, "empty")

    calculated = changed(book(表=fill), SHEET, lambda xml: xml.replace(b"<v>empty</v>", b"<v></v>"))
    content = read_xlsx(calculated)
    assert rows(content) == [(2, FIRM)]
    assert not content.without_value


def test_texts_of_nothing_reserve_no_memory_either() -> None:
    """A reader counts an empty text as a cell, so it enlarges what is reserved."""
    empty = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t></t></is></c></row>'
    end = b"</sheetData>"
    far = changed(workbook(HEADINGS, FIRM), SHEET, lambda xml: xml.replace(end, empty + end))
    with pytest.raises(BrokenSheet) as refused:
        read_xlsx(far)
    assert refused.value.code == "too_many_rows"


def test_very_many_empty_cells_are_not_walked_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their number is limited by itself, since they are nowhere too far."""
    monkeypatch.setattr("hongmajia.sheets.scan.MOST_EMPTY", 10)
    many = [(row, column) for row in range(2, 60) for column in range(100)]
    with pytest.raises(BrokenSheet) as refused:
        read_xlsx(format_cells(*many))
    assert refused.value.code == "zip_bomb"
    assert rows(read_xlsx(format_cells(*many[:5000]))) == [(2, FIRM)]


def test_rows_are_counted_not_lines() -> None:
    assert len(rows(read_xlsx(workbook(["名册"], HEADINGS, *[FIRM] * 50)))) == 50
    with pytest.raises(BrokenSheet) as refused:
        read_xlsx(workbook(["名册"], HEADINGS, *[FIRM] * 51))
    assert (refused.value.code, refused.value.most) == ("too_many_rows", 50)


# --- several sheets -------------------------------------------------------------------------


def guide(page: Page) -> None:
    page.write_column(0, 0, ["填写说明", *HEADINGS, "规模"])


def test_the_sheet_with_the_headings_is_read_wherever_it_is() -> None:
    content = read_xlsx(book(说明=guide, 名册=table(FIRM)))
    assert (content.sheet, content.tables, rows(content)) == ("名册", ["名册"], [(2, FIRM)])


def test_a_table_with_one_heading_of_another_name_comes_before_a_guide() -> None:
    def almost(page: Page) -> None:
        for number, line in enumerate([["企业名称", "代码"], FIRM]):
            page.write_row(number, 0, line)

    def words(page: Page) -> None:
        page.write_column(0, 0, ["填写说明", "请各县区认真填写"])

    content = read_xlsx(book(说明=words, 名册=almost))
    assert (content.sheet, content.tables) == ("名册", [])


def test_a_visible_sheet_comes_before_a_hidden_one() -> None:
    old = ["旧公司", "A0"]
    content = read_xlsx(book(去年=table(old, hidden=True), 今年=table(FIRM)))
    assert (content.sheet, content.tables) == ("今年", ["去年", "今年"])
    assert not content.is_sheet_hidden


def test_a_hidden_sheet_is_read_if_no_visible_one_has_the_headings() -> None:
    content = read_xlsx(book(名册=table(FIRM, hidden=True), 说明=guide))
    assert (content.sheet, content.is_sheet_hidden) == ("名册", True)


def test_another_sheet_can_be_asked_for() -> None:
    two = book(东区=table(FIRM), 西区=table(["乙公司", "B1"]))
    assert read_xlsx(two).sheet == "东区"
    assert rows(read_xlsx(two, "西区")) == [(2, ["乙公司", "B1"])]


def test_an_empty_form_before_the_filled_one_is_passed_over() -> None:
    assert read_xlsx(book(空表=table(), 填好的=table(FIRM))).sheet == "填好的"


def test_a_chart_as_first_sheet_is_no_table() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_chartsheet("图表")
        chart = made.add_chart({"type": "column"})
        chart.add_series({"values": "=名册!$A$2:$A$3"})
        sheet.set_chart(chart)
        table(FIRM)(made.add_worksheet("名册"))
    assert read_xlsx(buffer.getvalue()).sheet == "名册"


def too_wide(page: Page) -> None:
    page.write(0, 300, "很远")


def test_a_sheet_that_is_too_large_does_no_harm_behind_the_table() -> None:
    assert read_xlsx(book(名册=table(FIRM), 底稿=too_wide)).tables == ["名册"]


def test_a_visible_sheet_that_is_too_large_before_the_table_is_told() -> None:
    with pytest.raises(BrokenSheet) as refused:
        read_xlsx(book(底稿=too_wide, 名册=table(FIRM)))
    assert refused.value.code == "too_many_columns"


def test_one_part_as_many_sheets_is_refused() -> None:
    """Each of the sheets would be read again."""
    two = book(东区=table(FIRM), 西区=table(FIRM))
    same = changed(
        two, "xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"sheet2.xml", b"sheet1.xml")
    )
    with pytest.raises(BrokenSheet) as refused:
        read_xlsx(same)
    assert refused.value.code == "not_xlsx"


def test_hidden_rows_with_content_are_named() -> None:
    def fill(page: Page) -> None:
        table(FIRM, ["乙公司", "B1"], ["丙公司", "C1"], ["丁公司", "D1"])(page)
        page.set_row(2, None, None, {"hidden": True})
        page.set_row(3, 0)
        page.set_row(8, None, None, {"hidden": True})

    assert read_xlsx(book(表=fill)).hidden == {3, 4}


# --- marks, separators, encodings -----------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('="0571"', "0571"),
        ('="说""好"""', '说"好"'),
        ("'0571", "0571"),
        ("‘0571", "0571"),
        ("'=1+1", "=1+1"),
        ("=1+1", "=1+1"),
        ("'急件'的意思", "'急件'的意思"),
        ("φ12'管", "φ12'管"),
    ],
)
def test_marks_of_a_text_are_taken_off(written: str, meant: str) -> None:
    def fill(page: Page) -> None:
        page.write_row(0, 0, HEADINGS)
        page.write_string(1, 1, written)

    assert rows(read_xlsx(book(表=fill))) == [(2, ["", meant])]
    quoted = written.replace('"', '""')
    assert rows(read_csv(f'企业名称,信用代码\n,"{quoted}"\n'.encode())) == [(2, ["", meant])]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "，", "；"])
def test_the_headings_tell_by_what_the_texts_are_separated(separator: str) -> None:
    lines = [["名册"], HEADINGS, ["甲公司", "A1"]]
    text = "\n".join(separator.join(line) for line in lines)
    assert rows(read_csv(text.encode())) == [(3, ["甲公司", "A1"])]


def test_a_line_that_names_the_separator_is_no_content() -> None:
    assert rows(read_csv("sep=;\n企业名称;信用代码\n甲公司;A1\n".encode("gb18030"))) == [
        (3, ["甲公司", "A1"])
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_of_office_programs_is_read(encoding: str) -> None:
    content = "企业名称,信用代码\n甲公司,A1\n".encode(encoding)
    assert rows(read_csv(content)) == [(2, ["甲公司", "A1"])]


@pytest.mark.parametrize(
    "line",
    [
        ["填表人：徐", "", "联系电话：1391"],
        ["", "填报单位（盖章）：", "德清县总工会"],
        ["制表人", "徐", "审核人", "沈"],
        ["填报日期", "2026年6月30日"],
        ["注：以上为截至6月底的数字", ""],
    ],
)
def test_a_line_that_tells_of_the_form_is_no_row(line: list[str]) -> None:
    assert is_note(line)


@pytest.mark.parametrize(
    "line",
    [
        ["注塑一厂", "注塑件缩水"],
        ["制表机械有限公司", "填表人：徐"],
        ["说明：已经解决", "莫干精工"],
        ["负责人", "莫干精工"],
        [1, "填报单位：德清县总工会"],
    ],
)
def test_a_row_that_only_begins_like_one_is_a_row(line: list[Any]) -> None:
    assert not is_note(line)
