"""What people write into the two tables of `hongmajia match`, and our own exports."""

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from hongmajia.engine import Mode, Need
from hongmajia.engine.messages.codes import Message
from hongmajia.match_command import command
from hongmajia.match_command.facts import read_helpers, read_needs, read_needs_for
from hongmajia.match_command.faults import TableError
from hongmajia.match_command.messages import describe
from hongmajia.match_command.report import fault_line
from tests.core.workbooks import workbook

HELPERS = [
    ["编号", "姓名", "工种", "专长", "地区"],
    ["H1", "李明", "焊工", "不锈钢焊接", "德清县"],
    ["H2", "王建国", "钳工", "设备维修", "德清县"],
    ["H3", "陈平", "钳工", "设备维修", "德清县"],
    ["H4", "陈 平", "电工", "电路", "德清县"],
]
HEADINGS = ["编号", "内容", "地区", "方式", "回避"]
PROBLEM = "不锈钢罐体焊接变形大，校平费时"


def files(folder: Path, *needs: list[Any], headings: list[str] = HEADINGS) -> tuple[Path, Path]:
    """The two tables as workbooks."""
    first, second = folder / "needs.xlsx", folder / "helpers.xlsx"
    first.write_bytes(workbook(headings, *needs))
    second.write_bytes(workbook(*HELPERS))
    return first, second


def needs_excluding(folder: Path, excluded: str) -> list[Need]:
    needs, helpers = files(folder, ["N1", PROBLEM, "德清县", "", excluded])
    return read_needs_for(read_helpers(helpers, 3), needs)


# --- exclusions -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("李明", {"H1"}), ("李\u3000明", {"H1"}), ("H1", {"H1"}), ("ｈ１", {"H1"}),
        ("李明、H2", {"H1", "H2"}), ("李明 王建国", {"H1", "H2"}), ("李明/王建国", {"H1", "H2"}),
        ("H4", {"H4"}), ("", set()), ("无", set()), ("/", set()),
    ],
)  # fmt: skip
def test_a_helper_is_excluded_by_id_or_name(tmp_path: Path, written: str, ids: set[str]) -> None:
    (need,) = needs_excluding(tmp_path, written)
    assert need.excluded == ids


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("H99", "needs.xlsx 第2行“回避”：“H99”不是师傅表里的编号，也不是姓名"),
        ("李明、张三", "needs.xlsx 第2行“回避”：“张三”不是师傅表里的编号，也不是姓名"),
        ("陈平", "needs.xlsx 第2行“回避”：有几位叫“陈平”，请写编号：H3、H4"),
    ],
)
def test_an_exclusion_that_means_nobody_or_several_is_a_fault(
    tmp_path: Path, written: str, said: str
) -> None:
    with pytest.raises(TableError) as refused:
        needs_excluding(tmp_path, written)
    assert [fault_line(fault, "zh") for fault in refused.value.faults] == [said]


def test_whoever_is_excluded_by_name_is_not_planned(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HONGMAJIA_EMBEDDER", "none")
    plan = tmp_path / "plan.csv"
    needs, helpers = files(tmp_path, ["N1", PROBLEM, "德清县", "", ""])
    arguments = [str(needs), str(helpers), "--lang", "zh", "--no-meaning", "--out", str(plan)]
    assert command.main(arguments) == 0
    assert "N1,H1," in plan.read_text("utf-8-sig")

    files(tmp_path, ["N1", PROBLEM, "德清县", "", "李 明"])
    assert command.main(arguments) == 0
    assert "N1,H1," not in plan.read_text("utf-8-sig")

    before = plan.read_bytes()
    files(tmp_path, ["N1", PROBLEM, "德清县", "", "H99"])
    assert command.main(arguments) == 2
    assert "H99" in capsys.readouterr().err
    assert plan.read_bytes() == before


# --- rows and sheets ------------------------------------------------------------------------


@pytest.mark.parametrize("total", ["合计", "合 计：", "总计", "小计", "Total", "合计2件"])
def test_a_row_of_sums_is_left_out_and_said(tmp_path: Path, total: str) -> None:
    told: list[Message] = []
    needs, _helpers = files(tmp_path, ["N1", PROBLEM], [total, "共1件"])
    assert [need.id for need in read_needs(needs, told.append)] == ["N1"]
    assert [describe(each, "zh") for each in told] == ["needs.xlsx：第3行是合计，没有算进来"]


def test_a_need_that_speaks_of_a_total_is_a_need(tmp_path: Path) -> None:
    needs, _helpers = files(tmp_path, ["N1", "合计"], ["合计报表", "总计老是对不上"])
    assert [need.id for need in read_needs(needs)] == ["N1", "合计报表"]


@pytest.fixture
def two_sheets(tmp_path: Path) -> Path:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in ("东区", "西区"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, HEADINGS)
            page.write_row(1, 0, [name, PROBLEM])
    path = tmp_path / "two.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def test_a_sheet_can_be_chosen(two_sheets: Path) -> None:
    told: list[Message] = []
    (need,) = read_needs_for([], two_sheets, told.append, "西区")
    assert (need.id, told) == ("西区", [])


def test_a_sheet_that_is_not_there_is_a_fault(
    two_sheets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _needs, helpers = files(tmp_path)
    arguments = [str(two_sheets), str(helpers), "--out", str(tmp_path / "out.csv"), "--lang", "zh"]
    assert command.main([*arguments, "--needs-sheet", "南区"]) == 2
    said = "two.xlsx：没有“南区”这张表，或者它缺这几列；这样的表有：东区、西区"
    assert said in capsys.readouterr().err


def test_a_csv_has_no_sheets_to_choose(tmp_path: Path) -> None:
    path = tmp_path / "needs.csv"
    path.write_text(f"编号,内容\nN1,{PROBLEM}\n", "utf-8")
    with pytest.raises(TableError) as refused:
        read_needs_for([], path, sheet="东区")
    assert [fault.code for fault in refused.value.faults] == ["no_sheets"]


# --- our own export -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        (
            ["编号", "标题", "问题", "目标", "地区", "行业", "问题类别", "方式", "状态", "企业"],
            ["浙2026-0014", "织机", PROBLEM, "", "湖州吴兴", "纺织业", "第3类 设备改造、维护",
             "现场、在线", "待对接", ""],
        ),
        (
            ["Number", "Title", "Problem", "Goal", "Place", "Industry", "Category", "How", "State"],
            ["浙2026-0014", "织机", PROBLEM, "", "湖州吴兴", "纺织业", "Category 3: equipment",
             "On site or online", "Open"],
        ),
    ],
)  # fmt: skip
def test_the_exported_list_of_needs_is_read(
    tmp_path: Path, headings: list[str], row: list[str]
) -> None:
    needs, _helpers = files(tmp_path, row, headings=headings)
    (need,) = read_needs(needs)
    assert (need.id, need.title, need.text) == ("浙2026-0014", "织机", PROBLEM)
    assert (need.category, need.mode, need.region) == (3, Mode.EITHER, "湖州吴兴")


@pytest.mark.parametrize(
    ("word", "mode"),
    [
        ("现 场", Mode.ONSITE), ("On site", Mode.ONSITE), ("on_site", Mode.ONSITE),
        ("ＯＮＬＩＮＥ", Mode.ONLINE), ("现场、在线", Mode.EITHER),
    ],
)  # fmt: skip
def test_a_word_is_known_in_every_spelling(tmp_path: Path, word: str, mode: Mode) -> None:
    needs, _helpers = files(tmp_path, ["N1", PROBLEM, "", word])
    assert read_needs(needs)[0].mode == mode


def test_nothing_is_no_speciality(tmp_path: Path) -> None:
    path = tmp_path / "helpers.csv"
    path.write_text("编号,姓名,工种,专长,荣誉\nH1,李明,焊工,无,/\n", "utf-8")
    (helper,) = read_helpers(path, 3)
    assert (helper.specialities, helper.honours) == ((), ())
