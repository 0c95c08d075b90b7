"""Three foreign-looking tables are filled as by hand: with the same values, and nothing else."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document
from openpyxl import Workbook, load_workbook

from hongmajia.core.errors import Refused
from hongmajia.insights.models import ReportedTotal
from hongmajia.services.models import Activity
from hongmajia.tables import grids, letters, workbooks
from hongmajia.tables.actions import add_table, map_cells, start_filling
from hongmajia.tables.headings import measure_of_last
from hongmajia.tables.models import Filling
from hongmajia.tables.suggesting import Suggestion, suggested, suggested_names
from tests.actors import Province
from tests.insights.conftest import confirmed
from tests.tables import blanks
from tests.tables.conftest import Add, fill, take

SHEET = "汇总表"


def content_of(filling: Filling) -> bytes:
    with filling.file.open("rb") as file:
        return bytes(file.read())


def looks(content: bytes) -> dict[tuple[str, str], Any]:
    """Value and look of each cell of a workbook, as another library reads them."""
    return {
        (sheet.title, cell.coordinate): (
            cell.value, cell.number_format,
            *map(repr, (cell.font, cell.fill, cell.border, cell.alignment)),
        )
        for sheet in load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
    }  # fmt: skip


def frame(content: bytes) -> list[Any]:
    """Merged cells, widths, checks, colours by value and frozen lines of each sheet."""
    return [
        (
            sheet.title, sorted(map(str, sheet.merged_cells.ranges)), sheet.freeze_panes,
            {name: column.width for name, column in sheet.column_dimensions.items()},
            [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation],
            [str(one.sqref) for one in sheet.conditional_formatting],
            sheet.print_title_rows, len(sheet._charts),
        )
        for sheet in load_workbook(io.BytesIO(content))
    ]  # fmt: skip


def by_hand(blank: bytes, sheet: str, typed: dict[str, Any]) -> bytes:
    """The blank with the values typed into its cells, as a person does it."""
    book = load_workbook(io.BytesIO(blank))
    for place, value in typed.items():
        book[sheet][place] = value
    return blanks.saved(book)


def read(content: bytes) -> list[grids.Grid]:
    return grids.grids_of(io.BytesIO(content))


def other_parts(content: bytes) -> dict[str, bytes]:
    """All parts but the sheets and the list of them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [n for n in archive.namelist() if "worksheets/sheet" not in n]
        return {name: archive.read(name) for name in names if name != "xl/workbook.xml"}


def test_a_table_by_city_is_filled_as_by_hand(
    province: Province, visit: Activity, add: Add
) -> None:
    """Mapped by its own headings; the year before is what the union reported on paper."""
    blank = blanks.by_city()
    table = add(blank, "统计表.xlsx")
    take(province, table, suggested(table, read(blank)))
    ReportedTotal.objects.create(
        union=province.huzhou, year=2025, indicator="sessions", amount=688, source="盖章件"
    )
    filling = fill(province, table)
    hand = by_hand(blank, SHEET, {
        "B2": "浙江省总工会", "G2": timezone.localdate().isoformat(),
        "B5": 1, "C5": 2, "D5": 688, "B6": 0, "C6": 0,
    })  # fmt: skip
    assert looks(content_of(filling)) == looks(hand)
    assert frame(content_of(filling)) == frame(hand) == frame(blank)
    assert other_parts(content_of(filling)) == other_parts(blank)
    told = {one["place"]: one for one in filling.values}
    assert told["D5"]["source"] == "盖章件"
    assert told["E6"]["text"] == "没有数"


def test_a_table_by_indicator_is_filled_as_by_hand(
    province: Province, visit: Activity, add: Add
) -> None:
    """A share is written for the format of its cell; a day outside the report does not count."""
    blank = blanks.by_indicator()
    table = add(blank, "附件2.xlsx")
    take(province, table, suggested(table, read(blank)))
    confirmed(province, visit)
    today = timezone.localdate()
    filling = fill(province, table, since=today, until=today)
    hand = by_hand(blank, "附件2", {
        "D3": 0, "E3": 1, "D4": 0, "E4": 1, "D5": 1.0, "E5": 100.0,
        "B7": province.fang.display_name, "B8": "2026",
    })  # fmt: skip
    assert looks(content_of(filling)) == looks(hand)
    assert other_parts(content_of(filling)) == other_parts(blank)


def test_a_word_document_is_filled_as_by_hand(
    province: Province, visit: Activity, add: Add
) -> None:
    """In the header, across runs with their bold type, and in a merged table."""
    blank = blanks.letter()
    table = add(blank, "报告.docx")
    found = suggested_names(letters.names_of(io.BytesIO(blank)))
    assert [one.place for one in found] == ["活动场次", "活动场次_上年", "合理化建议", "填报单位"]
    take(province, table, found)
    paper = Document(io.BytesIO(content_of(fill(province, table))))
    assert paper.sections[0].header.paragraphs[0].text == "浙江省总工会"
    line = paper.paragraphs[0]
    assert line.text == "全年开展活动1场，去年没有数场。"
    assert [run.text for run in line.runs if run.bold and run.text] == ["1"]
    (rows,) = paper.tables
    assert [cell.text for cell in rows.rows[1].cells] == ["条数", "2"]
    assert rows.cell(0, 0)._tc is rows.cell(0, 1)._tc


def test_formulas_are_calculated_when_it_is_opened(
    province: Province, visit: Activity, add: Add
) -> None:
    """What they gave before is gone, so that nobody reads a sum of an empty table."""
    blank = blanks.by_city()
    with zipfile.ZipFile(io.BytesIO(blank)) as old:
        sheet = old.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>SUM(B5:B6)</f><v" in sheet
        stale = sheet.replace("<f>SUM(B5:B6)</f><v />", "<f>SUM(B5:B6)</f><v>0</v>").replace(
            "<f>SUM(B5:B6)</f><v></v>", "<f>SUM(B5:B6)</f><v>0</v>"
        )
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                new.writestr(name, stale if name.endswith("sheet1.xml") else old.read(name))
    content = workbooks.filled(io.BytesIO(buffer.getvalue()), {SHEET: {"B5": 7}})
    assert load_workbook(io.BytesIO(content))[SHEET]["B7"].value == "=SUM(B5:B6)"
    assert load_workbook(io.BytesIO(content), data_only=True)[SHEET]["B7"].value is None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")


def test_a_cell_that_the_file_does_not_have_yet_is_made_in_its_place() -> None:
    """Between others of its row, and in a row that is not there."""
    content = workbooks.filled(io.BytesIO(blanks.by_city()), {SHEET: {"D2": 5, "C9": "无"}})
    sheet = load_workbook(io.BytesIO(content))[SHEET]
    assert (sheet["D2"].value, sheet["C9"].value, sheet["A7"].value) == (5, "无", "合计")


def test_a_text_stays_a_text() -> None:
    """Even if it looks like a formula or like markup."""
    for text in ("=1+1", "<b>&", " 前面空一格"):
        content = workbooks.filled(io.BytesIO(blanks.by_city()), {SHEET: {"G5": text}})
        cell = load_workbook(io.BytesIO(content))[SHEET]["G5"]
        assert (cell.value, cell.data_type) in ((text, "s"), (text, "inlineStr"))


def test_a_formula_takes_nothing(province: Province, add: Add) -> None:
    table = add(blanks.by_city(), "a.xlsx")
    for place in ("B7", "ZZ9", "C2"):  # a formula, outside the table, covered by a merged cell
        with pytest.raises(Refused, match=f"{place}不能填"):
            map_cells(
                actor=province.fang, table=table, cells=[Suggestion(SHEET, place, "sessions")]
            )


def test_a_table_without_mapping_is_not_filled(province: Province, add: Add) -> None:
    table = add(blanks.by_city(), "a.xlsx")
    with pytest.raises(Refused, match="哪一格填什么"):
        start_filling(actor=province.fang, table=table, season=province.season)


def test_many_cells_of_one_union_are_counted_once(
    province: Province, visit: Activity, add: Add, django_assert_max_num_queries: Any
) -> None:
    """The queries grow with unions and periods, not with cells."""
    table = add(blanks.by_city(), "a.xlsx")
    cells = [Suggestion(SHEET, f"{c}{r}", "sessions") for c in "BCDE" for r in (5, 6)]
    take(province, table, cells)
    with django_assert_max_num_queries(17):
        fill(province, table)


# --- what is refused --------------------------------------------------------------------------


def refused(province: Province, content: bytes, name: str) -> str:
    with pytest.raises(Refused) as said:
        add_table(
            actor=province.fang, union=province.province, name="表", asked_by="",
            file=SimpleUploadedFile(name, content),
        )  # fmt: skip
    return str(said.value)


@pytest.mark.parametrize(
    "text",
    ["{{ 7*7 }}", "{{ a.b }}", "{{ x|safe }}", "{% for i in range(9) %}", "{# x #}",
     "{{ cycler.__init__ }}", "{{r 活动 }}"],
)  # fmt: skip
def test_a_placeholder_that_is_more_than_a_name_is_refused(province: Province, text: str) -> None:
    """Also if it is cut into runs, or stands in a footer; none is ever carried out."""
    for where in ("body", "footer"):
        paper = Document()
        footer = paper.sections[0].footer.paragraphs[0]
        line = paper.add_paragraph() if where == "body" else footer
        for piece in (text[:1], text[1:4], text[4:]):
            line.add_run(piece)
        assert "不能用" in refused(province, blanks.saved(paper), "a.docx")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_such_file_is_refused(province: Province, name: str, content: bytes) -> None:
    assert "不是能读的" in refused(province, content, name)


def test_a_document_of_the_other_kind_is_refused(province: Province) -> None:
    assert "不是能读的" in refused(province, blanks.by_city(), "a.docx")
    assert "不是能读的" in refused(province, blanks.letter(), "a.xlsx")


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_bomb_is_refused(province: Province, name: str) -> None:
    """A few kilobytes that unpack to 100 MB."""
    source = io.BytesIO(blanks.letter() if name == "a.docx" else blanks.by_city())
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", bytes(100 << 20))
    assert "太大" in refused(province, source.getvalue(), name)


def test_a_document_without_placeholders_is_refused(province: Province) -> None:
    assert "没有要填的地方" in refused(province, blanks.saved(Document()), "a.docx")


def test_a_row_that_names_no_union_we_know_takes_nothing(province: Province, add: Add) -> None:
    """Not the number of the whole: 某某州 below a city that is known, and who signs the table."""
    book = Workbook()
    sheet = book.active
    for line in (["地区", "活动场次"], ["湖州市", None], ["某某州", None], ["合计", None],
                 ["填表人：", None]):  # fmt: skip
        sheet.append(line)
    content = io.BytesIO()
    book.save(content)
    table = add(content.getvalue(), "统计表.xlsx")
    found = {one.place: one.of for one in suggested(table, read(content.getvalue()))}
    assert found.keys() >= {"B2", "B4"}
    assert found["B2"] == province.huzhou
    assert "B3" not in found


def test_headings_in_groups_are_read_with_their_groups(province: Province, add: Add) -> None:
    """As the superior has them: two lines of headings, what is counted alone in the lower one."""
    groups = ["地区", "企业需求", None, None, "志愿服务", None, None, "培训", "合理化建议", None,
              "活动"]  # fmt: skip
    lower = [None, "征集件数", "对接数", "办结率", "场次", "人次", "企业（家数）", "人次",
             "条数", "采纳条数", "人次"]  # fmt: skip
    book = Workbook()
    sheet = book.active
    for line in (groups, lower, ["湖州市", *[None] * 10]):
        sheet.append(line)
    for merged in ("A1:A2", "B1:D1", "E1:G1", "I1:J1"):
        sheet.merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    table = add(content.getvalue(), "统计表.xlsx")
    found = {one.place: one.content for one in suggested(table, read(content.getvalue()))}
    assert found == {
        "B3": "needs_collected", "C3": "needs_matched", "E3": "sessions", "F3": "visits",
        "G3": "enterprises", "H3": "trained", "I3": "suggestions", "J3": "adopted",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "measure"),
    [
        ("开展服务活动（场）", "sessions"), ("开展活动 场次", "sessions"),
        ("服务企业 家数", "enterprises"), ("走访企业数（家）", "enterprises"),
        ("参与劳模工匠 人次", "visits"), ("收集需求 件数", "needs_collected"),
        ("征集问题 个数", "needs_collected"), ("对接成功数", "needs_matched"),
        ("解决技术难题（个）", "needs_solved"), ("解决技术难题 项", "needs_solved"),
        ("提出合理化建议 条数", "suggestions"), ("采纳建议数", "adopted"),
        ("培训职工 人次", "trained"), ("师徒结对数", "pairs"), ("签订师徒协议 对", "pairs"),
        ("典型案例 个", "cases"), ("产生经济效益（万元）", "benefit"), ("满意率", "satisfaction"),
        ("授旗 支数", "flags"),
        ("培训人数", ""), ("服务队 支数", ""), ("惠及职工 人次", ""), ("需求解决率", ""),
        ("同比增长", ""), ("参加培训班 人次", ""),
    ],
)  # fmt: skip
def test_headings_as_offices_write_them(headings: str, measure: str) -> None:
    """Verbs before a name, units behind it, other names; what means something else means none."""
    assert measure_of_last(headings.split()) == measure
