"""Three blank tables as other offices make them, built cell by cell."""

import io
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

THIN = Side(style="thin", color="FF808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY = PatternFill("solid", fgColor="FFD9D9D9")


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_city() -> bytes:
    """Cities as rows, indicators as columns in two lines of merged headings, sums, a chart.

    Below the title in a merged line stands who reports; another sheet has a guide.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "汇总表"
    sheet.merge_cells("A1:G1")
    sheet["A1"] = "劳模工匠助企行情况统计表"
    sheet["A1"].font, sheet["A1"].alignment = Font(size=20, bold=True), Alignment("center")
    sheet["A2"] = "填报单位："
    sheet.merge_cells("B2:C2")
    sheet["F2"] = "填报日期："
    for merged, text in (("A3:A4", "地区"), ("B3:C3", "当年"), ("D3:E3", "上年"),
                         ("F3:F4", "备注")):  # fmt: skip
        sheet.merge_cells(merged)
        sheet[merged.split(":")[0]] = text
    for place, text in (("B4", "活动场次（场）"), ("C4", "合理化建议（条）"),
                        ("D4", "活动场次（场）"), ("E4", "合理化建议（条）")):  # fmt: skip
        sheet[place] = text
    for row, name in ((5, "湖州市"), (6, "金华市")):
        sheet[f"A{row}"] = name
        for column in "BCDE":
            cell = sheet[f"{column}{row}"]
            cell.number_format, cell.border = "#,##0", BOX
    sheet["A7"] = "合计"
    for column in "BCDE":
        sheet[f"{column}7"] = f"=SUM({column}5:{column}6)"
        sheet[f"{column}7"].fill, sheet[f"{column}7"].number_format = GREY, "#,##0"
    sheet.conditional_formatting.add(
        "B5:E6", CellIsRule(operator="greaterThan", formula=["100"], fill=GREY)
    )
    check = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0")
    check.add("B5:E6")
    sheet.add_data_validation(check)
    sheet.column_dimensions["A"].width = 18.5
    sheet.freeze_panes = "B5"
    sheet.print_title_rows = "3:4"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=4, max_row=6), titles_from_data=True)
    sheet.add_chart(chart, "A10")
    guide = book.create_sheet("填表说明")
    guide["A1"] = "各市于每月5日前报送。"
    return saved(book)


def by_indicator() -> bytes:
    """Indicators as rows; this period, all years, a share with a format of percent, and a rate."""
    book = Workbook()
    sheet = book.active
    sheet.title = "附件2"
    sheet.append(["附件2"])
    sheet.append(["序号", "指标", "单位", "报告期", "累计", "占比"])
    for number, (name, unit) in enumerate(
        (("征集需求数", "件"), ("解决需求", "件"), ("满意度", "%")), start=1
    ):
        sheet.append([number, name, unit])
    sheet["F3"] = "=D3/E3"
    sheet["F3"].number_format = "0.0%"
    sheet["D5"].number_format = "0.0%"
    sheet["E5"].number_format = "0.0"
    sheet["A7"], sheet["A8"] = "填表人：", "年度"
    sheet["A7"].font = Font(italic=True)
    return saved(book)


def letter() -> bytes:
    """A report in Word: a name in the header, one cut into several runs, a table."""
    paper = Document()
    paper.sections[0].header.paragraphs[0].text = "{{ 填报单位 }}"
    line = paper.add_paragraph("全年开展活动")
    for piece in ("{{ 活动", "场次 ", "}}"):
        run = line.add_run(piece)
        run.bold = True
    line.add_run("场，去年{{ 活动场次_上年 }}场。")
    table = paper.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合理化建议"
    table.cell(1, 0).text, table.cell(1, 1).text = "条数", "{{ 合理化建议 }}"
    return saved(paper)
