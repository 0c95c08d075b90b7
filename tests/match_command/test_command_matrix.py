"""`hongmajia match --affinity`: published assignment instances can be run."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hongmajia.match_command import command


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HONGMAJIA_EMBEDDER", "none")


def match(*arguments: object) -> int:
    return command.main([str(word) for word in arguments])


def kept(folder: Path, **arrays: Any) -> Path:
    path = folder / "values.npz"
    np.savez(path, **arrays)
    return path


def pairs(path: Path) -> list[tuple[str, str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [(row["need"], row["helper"], row["score"]) for row in csv.DictReader(lines)]


VALUES = np.array([[0.9, 0.8, 0.1], [0.9, 0.2, np.nan], [0.7, 0.6, 0.5]])


def test_a_matrix_alone_is_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    matrix, out = kept(tmp_path, affinity=VALUES), tmp_path / "plan.csv"
    assert match("--affinity", matrix, "--out", out, "--capacity", 1) == 0
    assert pairs(out) == [("N1", "H2", "0.8"), ("N2", "H1", "0.9"), ("N3", "H3", "0.5")]
    assert "3件：最低合计0.5000（上界0.5000），总计2.200" in capsys.readouterr().err


def test_ids_and_limits_may_stand_in_the_file(tmp_path: Path) -> None:
    matrix = kept(
        tmp_path,
        affinity=VALUES,
        needs=["p1", "p2", "p3"],
        helpers=["r1", "r2", "r3"],
        wanted=[1, 2, 1],
        room=[2, 2, 0],
    )
    assert match("--affinity", matrix, "--out", tmp_path / "plan.csv") == 0
    found = pairs(tmp_path / "plan.csv")
    assert [pair[:2] for pair in found if pair[0] == "p2"] == [("p2", "r1"), ("p2", "r2")]
    assert not [pair for pair in found if pair[1] == "r3"]


def test_tables_give_ids_limits_and_conflicts(tmp_path: Path) -> None:
    needs, helpers = tmp_path / "needs.csv", tmp_path / "helpers.csv"
    needs.write_text("编号,内容,回避\nA,焊接,\nB,养鱼,老董\nC,修车,\n", "utf-8")
    helpers.write_text(
        "编号,姓名,工种,可接单数\n老董,董,焊工,1\n老陈,陈,水产,1\n老周,周,修理,1\n", "utf-8"
    )
    values = np.nan_to_num(VALUES)
    words = (needs, helpers, "--affinity", kept(tmp_path, affinity=values))
    assert match(*words, "--out", tmp_path / "plan.csv") == 0
    found = pairs(tmp_path / "plan.csv")
    assert len(found) == 3
    assert ("B", "老董") not in [pair[:2] for pair in found]


def test_a_place_that_stays_empty_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    matrix = kept(tmp_path, affinity=np.ones((3, 1)))
    assert match("--affinity", matrix, "--out", tmp_path / "p.csv", "--capacity", 2) == 0
    assert "还缺1个人次" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"other": VALUES}, "values.npz 第1行“affinity”：缺少这一列"),
        ({"affinity": VALUES[0]}, "values.npz：矩阵的形状对不上：3"),
        ({"affinity": -VALUES}, "矩阵第1行第1列是-0.9，要0以上的数，或NaN（不可配）"),
        ({"affinity": VALUES, "needs": ["a"]}, "values.npz：矩阵的形状对不上：needs"),
        ({"affinity": VALUES, "needs": ["a", "a", "b"]}, "编号a出现了两次"),
        ({"affinity": VALUES, "room": [1, -1, 1]}, "values.npz 第2行“room”：-1.0不在0到3之间"),
        ({"affinity": VALUES, "wanted": [1, np.nan, 1]}, "第2行“wanted”：nan不在0到3之间"),
        ({"affinity": np.array([["a"]])}, "values.npz 第1行“affinity”：不是有效的值"),
    ],
)
def test_a_matrix_that_cannot_be_used_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arrays: dict[str, Any], said: str
) -> None:
    out = tmp_path / "plan.csv"
    assert match("--affinity", kept(tmp_path, **arrays), "--out", out) == 2
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_what_is_no_matrix_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, path = tmp_path / "plan.csv", tmp_path / "values.npz"
    assert match("--affinity", path, "--out", out) == 2
    path.write_bytes(b"no archive")
    assert match("--affinity", path, "--out", out) == 2
    np.savez(path, affinity=np.array([object()]))
    assert match("--affinity", path, "--out", out) == 2
    said = capsys.readouterr().err
    assert "没有这个文件" in said
    assert said.count("不是NumPy的.npz文件") == 2


@pytest.mark.parametrize(
    "words",
    [
        ["--affinity", "m.npz", "needs.csv", "--out", "p.csv"],
        ["--affinity", "m.npz", "--out", "p.csv", "--previous", "old.csv"],
        ["--affinity", "m.npz", "--out", "p.csv", "--ranked", "r.csv"],
        ["--affinity", "m.npz", "--out", "p.csv", "--leximin", "-1"],
    ],
)
def test_what_makes_no_sense_together_is_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        match(*words)
    assert ended.value.code == 2
