"""A ledger of an earlier year comes in as history, and stands apart from what was counted."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hongmajia.core.importers import importer_of
from hongmajia.core.imports import check
from hongmajia.core.models import ImportJob
from hongmajia.core.spreadsheets import Row, Table
from hongmajia.insights.models import ImportedRecord
from hongmajia.insights.scope import Scope
from hongmajia.insights.yearly import Yearly
from tests.actors import Province
from tests.core.workbooks import uploaded, workbook_by
from tests.insights.conftest import many

Bring = Callable[..., Any]
LEDGER = [
    ["1", "德清某机械厂", "讲解数控机床保养", "3月5日", "1", "24人", "3"],
    ["2", "德清某纺织厂", "帮助调试织机，联系13911112222", "5.12", "2", "6", "/"],
]


def ledger() -> bytes:
    """The ledger of 2024 as Deqing kept it: two title lines, headings in groups, a line of sums."""

    def fill(sheet: Any) -> None:
        sheet.merge_range("A1:G1", "2024年服务月台账")
        sheet.write("A2", "填报单位：德清县总工会")
        for place, text in (("A3:A4", "序号"), ("B3:B4", "服务企业"), ("D3:D4", "服务\n时间")):
            sheet.merge_range(place, text)
        sheet.merge_range("C3:C4", "服务内容")
        sheet.merge_range("E3:G3", "成效")
        sheet.write_row("E4", ["活动场次", "参加人数", "合理化建议"])
        for n, row in enumerate(LEDGER, 4):
            sheet.write_row(n, 0, row)
        sheet.write_row("A7", ["合计", "", "", "", 3, 30, 3])

    return workbook_by(fill)


@pytest.fixture
def bring(
    client: Client,
    province: Province,
    work: Callable[[], None],
    django_capture_on_commit_callbacks: Any,
) -> Bring:
    """Sends a form as Xu of Deqing, lets the worker run, and returns the page after it."""
    client.force_login(province.xu)

    def send(name: str, **sent: Any) -> str:
        jobs = ImportJob.objects.order_by("-pk")
        address = reverse(name, args=["history" if name == "import_upload" else jobs[0].pk])
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address, sent)
        with django_capture_on_commit_callbacks(execute=True):
            work()
        return client.get(answer["Location"]).content.decode()

    return send


def test_last_years_ledger_is_mapped_and_imported(bring: Bring, province: Province) -> None:
    page = bring("import_upload", file=uploaded(ledger(), "2024台账.xlsx"))
    assert "有几列没有认出来" in page
    found = {c["heading"]: c["field"] for c in ImportJob.objects.get().report["columns"]}
    assert found == {
        "序号": "", "服务企业": "enterprise", "服务内容": "text", "服务 时间": "day",
        "成效 活动场次": "services", "成效 参加人数": "heads", "成效 合理化建议": "suggestions",
    }  # fmt: skip
    page = bring("import_columns", is_kept="1")
    assert "2行都没有问题" in page
    assert "2024年3月5日" in page
    assert "联系139****2222" in page, "as it will be stored"
    assert "第7行是合计，没有算进来" in page
    bring("import_confirm")
    days = ImportedRecord.objects.order_by("row").values_list("row", "day", "heads", "services")
    assert [*days] == [(5, date(2024, 3, 5), 24, 1), (6, date(2024, 5, 12), 6, 2)]


def rows(province: Province, *cells: dict[str, str]) -> Any:
    """What the import says of rows with these cells."""
    headings = [*dict.fromkeys(name for row in cells for name in row)]
    table = Table(headings, [Row(n, row) for n, row in enumerate(cells, 2)])
    table.file, table.sheet = "2024台账.xlsx", "台账"
    return check(importer_of("history"), table, province.xu)


def imported(province: Province, *cells: dict[str, str]) -> list[ImportedRecord]:
    """Import such rows."""
    found = rows(province, *cells)
    assert not found.faults, found.faults
    forms = [form for _row, form in found.forms]
    return importer_of("history").apply_all(forms, province.xu)


def test_a_row_keeps_its_file_and_line_and_no_number_of_a_person(province: Province) -> None:
    cells = {
        "内容": "调试织机，联系13911112222",
        "年度": "2024年",
        "日期": "5月12日",
        "服务人次": "24人次",
    }
    record = imported(province, cells)[0]
    assert (record.file, record.sheet, record.row) == ("2024台账.xlsx", "台账", 2)
    assert record.text == "调试织机，联系139****2222"
    assert (record.year, record.day, record.heads) == (2024, date(2024, 5, 12), 24)
    assert record.union == province.deqing


def test_a_row_keeps_no_name_of_a_person_but_that_of_the_firm(province: Province) -> None:
    record = imported(
        province,
        {
            "内容": "请张工到莫干精工调试织机，联系人王建国，电话0572-8123456",
            "企业": "德清县莫干精工机械有限公司（联系人王建国13911112222）",
            "年度": "2024",
            "类别": "服务",
        },
    )[0]
    assert record.text == "请××到莫干精工调试织机，联系人××，电话××"
    assert record.enterprise == "德清县莫干精工机械有限公司（联系人××139****2222）"


def test_a_row_without_numbers_counts_as_what_it_is(province: Province) -> None:
    need = {"内容": "焊缝开裂", "年度": "2024", "类别": "需求", "服务时长": "2.5小时"}
    one, two = imported(
        province, {**need, "服务时长": ""}, {"内容": "讲课", "年度": "2024", "服务时长": "2.5小时"}
    )
    assert (one.needs, one.services) == (1, 0)
    assert (two.needs, two.services, two.hours) == (0, 0, Decimal("2.5"))


@pytest.mark.parametrize(
    ("written", "heads"),
    [("1,234", 1234), ("12，345人次", 12345), ("约1200", 1200), ("/", 0), ("无", 0), ("——", 0)],
)
def test_a_number_is_read_as_offices_write_it(province: Province, written: str, heads: int) -> None:
    cells = {"内容": "讲课", "年度": "2024", "类别": "服务", "服务人次": written}
    assert imported(province, cells)[0].heads == heads


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"年度": "2024"}, "这一行没有数"),
        ({"年度": "2026", "类别": "服务"}, "年度要填2026年以前的；今年的请照平常登记。"),
        ({"年度": "去年", "类别": "服务"}, "年度请写四位数，如2025。"),
        ({"年度": "2024", "服务人次": "好多"}, "“好多”不是一个数，请只写数字。"),
        ({"年度": "2024", "服务人次": "2.5"}, "“2.5”不是整数，请核对。"),
        ({"年度": "2024", "服务人次": "-5"}, "“-5”不是一个数，请只写数字。"),
        ({"年度": "2024", "服务人次": "1,2"}, "“1,2”不是一个数，请只写数字。"),
        ({"年度": "2024", "服务人次": "12,3456"}, "“12,3456”不是一个数，请只写数字。"),
        ({"年度": "2024", "服务人次": "，"}, "“，”不是一个数，请只写数字。"),
        ({"年度": "2024", "服务人次": ","}, "“,”不是一个数，请只写数字。"),
        ({"年度": "2024", "服务时长": "2.25"}, "小数最多1位。"),
        ({"年度": "2024", "日期": "2023-05-01", "类别": "服务"}, "日期不在2024年，请核对。"),
        ({"年度": "2024", "类别": "服务", "工会": "安吉县总工会"}, "没有找到“安吉县总工会”"),
    ],
)
def test_a_row_that_says_nothing_countable_is_refused(
    province: Province, cells: dict[str, str], said: str
) -> None:
    faults = rows(province, {"内容": "讲课", **cells}).faults
    assert said in faults[0].message
    assert faults[0].row == 2


def test_a_row_that_was_imported_before_is_asked_about(province: Province) -> None:
    cells = {"内容": "讲课", "年度": "2024", "类别": "服务"}
    imported(province, cells)
    asked = rows(province, cells).doubts[0][2].question
    assert asked == "和导入过的“2024台账.xlsx”第2行一样，是同一条吗？"


def test_a_row_with_a_person_is_known_again_though_the_person_was_blanked(
    province: Province,
) -> None:
    cells = {"内容": "请张工讲课，电话13911112222", "年度": "2024", "类别": "服务"}
    imported(province, cells)
    assert "第2行一样" in rows(province, cells).doubts[0][2].question


def test_only_the_unions_and_years_of_the_file_are_compared(
    province: Province, django_assert_num_queries: Any
) -> None:
    """Sixty rows of two years need a query for each, however many rows other years have."""
    cells = {"内容": "讲课", "年度": "2023", "类别": "服务"}
    imported(province, cells)
    shared = importer_of("history").shared(province.xu, [cells])
    known = shared["known"]
    with django_assert_num_queries(2):
        for _n in range(30):
            assert known.like(province.deqing, 2023, None, "讲 课") == ("2024台账.xlsx", 2)
            assert known.like(province.deqing, 2022, None, "讲课") is None


def test_imported_numbers_stand_apart_from_counted_ones(province: Province, client: Client) -> None:
    many(province, 3)
    scope = Scope(province.season, province.deqing)
    before = {one.measure.name: one.value for one in Yearly(scope).series()}
    imported(province, {"内容": "讲课", "年度": "2024", "服务场次": "7"})
    series = {one.measure.name: one for one in Yearly(scope).series()}
    assert {name: one.value for name, one in series.items()} == before
    sessions = series["sessions"]
    first = sessions.bars[0]
    assert (first.year, first.value, first.is_imported) == (2024, 7.0, True)
    assert "另有往年台账导入的7，没有加进来；加上共" in sessions.notes[-1]
    client.force_login(province.xu)
    page = client.get("/figures/years/").content.decode()
    assert "<sup>导入</sup>" in page
    shown = client.get(f"/figures/years/imported/{first.address}").content.decode()
    assert "“2024台账.xlsx”第2行" in shown


def test_nobody_reads_the_ledger_of_a_union_that_is_not_theirs(
    province: Province, client: Client
) -> None:
    imported(province, {"内容": "讲课", "年度": "2024", "类别": "服务"})
    client.force_login(province.fang)
    assert "讲课" in client.get("/figures/years/imported/").content.decode()
    assert ImportedRecord.objects.visible_to(province.xu).count() == 1
    assert not ImportedRecord.objects.visible_to(province.dong).exists()


@pytest.mark.parametrize("number", [1, 50])
def test_the_list_needs_as_many_queries_for_fifty_rows_as_for_one(
    province: Province, client: Client, django_assert_max_num_queries: Any, number: int
) -> None:
    cells = [{"内容": f"讲课{n}", "年度": "2024", "类别": "服务"} for n in range(min(number, 10))]
    for record in imported(province, *cells):
        ImportedRecord.objects.bulk_create(
            ImportedRecord(union=record.union, year=2024, text="讲课", row=n, file="台账")
            for n in range(number // 10 - 1)
        )
    client.force_login(province.xu)
    client.get("/figures/years/imported/")
    with django_assert_max_num_queries(12):
        client.get("/figures/years/imported/")
