"""Workbooks as offices keep them, made in memory."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

MOGAN = "德清县莫干精工机械有限公司"
PINHOLES = "压铸件气孔多，抛光以后露出针眼"
SHRINKS = "注塑件缩水变形，尺寸不稳"


def write(page: Any, lines: Sequence[Sequence[Any]], *merged: str) -> None:
    """Write lines; the first cell of each merged range keeps its text."""
    for number, line in enumerate(lines):
        page.write_row(number, 0, line)
    for place in merged:
        row, column = xl_cell_to_rowcol(place.partition(":")[0])
        page.merge_range(place, lines[row][column])


def two_lines_of_headings(page: Any) -> None:
    """Groups above the headings, title and preparer above both; columns of other names."""
    lines = [
        ["2026年企业需求汇总表"],
        ["填报单位：德清县总工会", "", "填报人：徐"],
        ["序号", "企业", "", "难题", ""],
        ["", "企业名称", "联系电话", "问题", "目标"],
        [1, MOGAN, 13911112222, PINHOLES, "抛光后无针眼"],
    ]
    write(page, lines, "A1:E1", "A2:B2", "C2:E2", "A3:A4", "B3:C3", "D3:E3")


def three_lines_of_headings(page: Any) -> None:
    """Groups of groups; the lowest line has our names."""
    lines = [
        ["基本情况", "", "需求", "", ""],
        ["单位", "", "内容", "", "其他"],
        ["企业", "手机号", "问题", "设备、材料", "方便的时间"],
        [MOGAN, "139 1111 2222", PINHOLES, "铝合金压铸机", "周三下午"],
    ]
    write(page, lines, "A1:B1", "C1:E1", "A2:B2", "C2:D2")


def groups_of_one_column(page: Any) -> None:
    """Groups of groups, of which one has a single column in every line."""
    lines = [
        ["登记", "基本情况", "", "需求", ""],
        ["经办", "单位", "", "内容", ""],
        ["方便的时间", "企业", "手机号", "问题", "设备、材料"],
        ["周三下午", MOGAN, "139 1111 2222", PINHOLES, "铝合金压铸机"],
    ]
    write(page, lines, "B1:C1", "D1:E1", "B2:C2", "D2:E2")


def merged_below_groups(page: Any) -> None:
    """Two lines of headings; one of the second line stands over two columns with content."""
    lines = [
        ["单位", "", "需求", "", ""],
        ["企业", "手机号", "问题", "", "目标"],
        [MOGAN, "13911112222", PINHOLES, "很急", "抛光后无针眼"],
    ]
    write(page, lines, "A1:B1", "C1:E1", "C2:D2")


def breaks_and_blanks(page: Any) -> None:
    """Line breaks, blanks of full width, stars and remarks in the headings."""
    headings = ["*企\n业（必填）", "问\u3000题：", "希望几时\n前解决", "手 机 号"]
    write(page, [headings, [MOGAN, PINHOLES, "2026年6月30日", "１３９１１１１２２２２"]])


def sums_between(page: Any) -> None:
    """A line of sums after each group and at the end, and a blank line."""
    lines = [["企业", "问题"], [MOGAN, PINHOLES], ["小计", "1件"], [], [MOGAN, SHRINKS]]
    write(page, [*lines, ["总　计：", "2件"]])


def lines_of_the_form(page: Any) -> None:
    """Who filled in the form, below the rows and merged, and a remark."""
    lines = [
        ["填报单位", "德清县总工会"],
        ["企业", "问题"],
        [MOGAN, PINHOLES],
        ["填表人：徐　　审核人：沈", ""],
        ["填报日期", date(2026, 6, 30)],
        ["说明：1.按企业填；2.月底前报。", ""],
    ]
    write(page, lines, "A4:B4", "A6:B6")


def numbers_as_numbers(page: Any) -> None:
    """A phone number as a number, a date as a date, a column that is not ours."""
    headings = ["企业", "问题", "手机号", "希望几时前解决", "领导批示"]
    write(page, [headings, [MOGAN, PINHOLES, 13911112222, date(2026, 6, 30), "请抓紧"]])


def merged_rows(page: Any) -> None:
    """One firm and one telephone number over the lines of its problems, sums and blanks between."""
    lines = [
        ["序号", "企业", "问题", "手机号", "设备、材料"],
        [1, MOGAN, PINHOLES, 13911112222, "铝合金压铸机"],
        ["", "", "", "", ""],
        ["", "", SHRINKS, "", "注塑机"],
        ["合计", "2件"],
    ]
    write(page, lines, "A2:A4", "B2:B4", "D2:D4")


def merged_firm_that_failed(page: Any) -> None:
    """One firm over two lines, by a formula that could not be calculated."""
    write(page, [["企业", "问题"], [MOGAN, PINHOLES], ["", SHRINKS]], "A2:A3")
    page.write_formula("A2", "=B9&C9", None, "#REF!")


def merged_rectangle(page: Any) -> None:
    """One cell over two lines and two columns."""
    write(page, [["企业", "问题"], [MOGAN, PINHOLES], ["", ""], ["", SHRINKS]], "A2:B3")


def merged_columns(page: Any) -> None:
    """One heading over two columns with content."""
    write(page, [["企业", "问题", ""], [MOGAN, PINHOLES, "很急"]], "B1:C1")


def same_heading_twice(page: Any) -> None:
    """Two columns that may both be the problem."""
    write(page, [["企业", "问题", "问　题"], [MOGAN, PINHOLES, SHRINKS]])


def formula_that_failed(page: Any) -> None:
    """A cell whose formula could not be calculated."""
    write(page, [["企业", "问题"], [MOGAN]])
    page.write_formula("B2", "=B9&C9", None, "#REF!")


def ledger_of_another_kind(page: Any) -> None:
    """A school report: nothing in it is ours."""
    write(page, [["成绩单"], ["语文"], [98]])


def book_of(fill: Callable[[Any], None]) -> bytes:
    """The workbook: a guide in front, the table, and last year's table hidden behind it."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet("填表说明").write("A1", "请在“汇总”里填写")
        fill(book.add_worksheet("汇总"))
        old = book.add_worksheet("去年")
        old.write("A1", "旧")
        old.hide()
    return buffer.getvalue()
