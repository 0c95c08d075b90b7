import json
from pathlib import Path
from typing import Any

import pytest

from hongmajia.engine import Kind, Mode
from hongmajia.match_command.facts import read_helpers, read_needs, read_pairs
from hongmajia.match_command.faults import Fault, TableError


def needs(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of needs; each row is the given cells over a good need."""
    return lines(
        path / "needs.jsonl", [{"id": str(n), "text": "焊接变形", **r} for n, r in enumerate(rows)]
    )


def helpers(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of helpers; each row is the given cells over a good helper."""
    good = {"name": "董师傅", "trade": "焊工"}
    return lines(path / "helpers.jsonl", [{"id": str(n), **good, **r} for n, r in enumerate(rows)])


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def faults(read: Any, *arguments: Any) -> list[Fault]:
    with pytest.raises(TableError) as refused:
        read(*arguments)
    return list(refused.value.faults)


def test_all_there_is_to_say_of_a_need(tmp_path: Path) -> None:
    (found,) = read_needs(
        needs(
            tmp_path,
            {
                "title": "罐体",
                "industry": "专用设备制造业",
                "category": 1,
                "adcode": 330521,
                "lon": 120.04,
                "lat": "30.56",
                "mode": "现场",
                "helpers_wanted": 2,
                "excluded": "H-1、H-2",
                "urgency": 3,
            },
        )
    )
    assert (found.adcode, found.lon, found.lat) == ("330521", 120.04, 30.56)
    assert (found.mode, found.helpers_wanted, found.urgency) == (Mode.ONSITE, 2, 3)
    assert (found.category, found.excluded) == (1, frozenset({"H-1", "H-2"}))


def test_chinese_headings_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "师傅.csv"
    path.write_text(
        "编号,姓名,类型,工种,专长,地区,可接单数,服务半径,可在线,备注\n"
        "H1,焊接队,服务队,焊工,不锈钢焊接、管道焊接,浙江湖州,4,60,否,不看\n",
        "utf-8",
    )
    (found,) = read_helpers(path, 3)
    assert (found.id, found.name, found.kind) == ("H1", "焊接队", Kind.TEAM)
    assert found.specialities == ("不锈钢焊接", "管道焊接")
    assert (found.capacity, found.radius_km, found.online_ok) == (4, 60, False)


def test_what_is_not_said_has_its_usual_meaning(tmp_path: Path) -> None:
    (need,) = read_needs(needs(tmp_path, {}))
    (helper,) = read_helpers(helpers(tmp_path, {}), 7)
    assert (need.mode, need.helpers_wanted, need.lon) == (Mode.EITHER, 1, None)
    assert (helper.capacity, helper.radius_km, helper.online_ok) == (7, None, True)


def test_capacity_0_means_full_and_is_no_error(tmp_path: Path) -> None:
    assert read_helpers(helpers(tmp_path, {"capacity": 0}), 3)[0].capacity == 0


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"id": ""}, "id", "empty"),
        ({"text": ""}, "text", "empty"),
        ({"text": "  "}, "text", "empty"),
        ({"text": None}, "text", "empty"),
        ({"text": "焊" * 1_000_000}, "text", "too_long"),
        ({"text": float("nan")}, "text", "not_a_value"),
        ({"text": "#N/A"}, "text", "not_a_value"),
        ({"text": ["焊接"]}, "text", "not_a_value"),
        ({"id": {"a": 1}}, "id", "not_a_value"),
        ({"region": "NaN"}, "region", "not_a_value"),
        ({"lon": "东", "lat": 30}, "lon", "not_a_number"),
        ({"lon": 30, "lat": 120}, "lat", "out_of_bounds"),
        ({"lon": 120}, "lat", "half_a_point"),
        ({"lon": float("inf"), "lat": 30}, "lon", "not_a_value"),
        ({"helpers_wanted": 0}, "helpers_wanted", "out_of_bounds"),
        ({"helpers_wanted": 1.5}, "helpers_wanted", "not_whole"),
        ({"mode": "飞鸽"}, "mode", "not_one_of"),
        ({"category": 8}, "category", "not_one_of"),
        ({"urgency": "急"}, "urgency", "not_a_number"),
    ],
)
def test_faults_of_needs(tmp_path: Path, cells: dict[str, Any], column: str, code: str) -> None:
    (fault,) = faults(read_needs, needs(tmp_path, {}, cells))
    assert (fault.file, fault.row, fault.column, fault.code) == ("needs.jsonl", 2, column, code)


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"name": ""}, "name", "empty"),
        ({"capacity": -1}, "capacity", "out_of_bounds"),
        ({"capacity": "三"}, "capacity", "not_a_number"),
        ({"capacity": float("nan")}, "capacity", "not_a_value"),
        ({"radius_km": -5}, "radius_km", "out_of_bounds"),
        ({"online_ok": "也许"}, "online_ok", "not_one_of"),
        ({"kind": "公司"}, "kind", "not_one_of"),
        ({"trade": ""}, "text", "nothing_known"),
        ({"specialities": [float("nan")]}, "specialities", "not_a_value"),
        ({"specialities": ["焊" * 30_000]}, "specialities", "too_long"),
    ],
)
def test_faults_of_helpers(tmp_path: Path, cells: dict[str, Any], column: str, code: str) -> None:
    (fault,) = faults(read_helpers, helpers(tmp_path, cells), 3)
    assert (fault.row, fault.column, fault.code) == (1, column, code)


def test_an_id_may_come_only_once(tmp_path: Path) -> None:
    (fault,) = faults(read_needs, needs(tmp_path, {"id": "N1"}, {"id": "N1"}))
    assert (fault.code, fault.row, dict(fault.params)) == ("id_twice", 2, {"id": "N1", "first": 1})


def test_all_faults_are_told_at_once_up_to_a_page(tmp_path: Path) -> None:
    assert len(faults(read_needs, needs(tmp_path, {"text": ""}, {"mode": "?", "lat": "x"}))) == 3
    assert len(faults(read_needs, needs(tmp_path, *[{"text": ""}] * 50))) == 20


def test_a_missing_column_is_named_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "needs.csv"
    path.write_text("编号,备注\n1,焊接\n", "utf-8")
    (fault,) = faults(read_needs, path)
    assert (fault.code, fault.column) == ("column_missing", "text（内容）")


def test_a_fault_names_the_column_as_the_file_does(tmp_path: Path) -> None:
    path = tmp_path / "needs.csv"
    path.write_text("编号,内容\n1,\n", "utf-8")
    assert faults(read_needs, path)[0].column == "内容"


def test_an_earlier_plan_is_read_without_its_unserved(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text("need,helper,score,reasons\nN1,H1,0.9,好\nN2,,,没有人\n", "utf-8")
    assert read_pairs(path) == [("N1", "H1")]


def test_what_no_table_can_hold_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "needs.jsonl"
    path.write_text('{"id": "1", "text": "焊\\u0000接\\ud800变形\\u001b"}\n', "utf-8")
    assert read_needs(path)[0].text == "焊接变形"
