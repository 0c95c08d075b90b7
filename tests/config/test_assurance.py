"""The table of controls for an assessment: no cell is empty, and what it names is there."""

import re
from pathlib import Path

import pytest

from hongmajia.config import environment

ROOT = Path(__file__).parent.parent.parent
ASSURANCE = (ROOT / "docs/assurance.md").read_text(encoding="utf-8")
CONTROLS = ASSURANCE.partition("## Controls")[2].partition("## Cryptography")[0]
WHO = {"product", "both", "site", "open"}
FAMILIES = {
    "身份鉴别": "abcd", "访问控制": "abcdefg", "安全审计": "abcd", "入侵防范": "abcdef",
    "数据完整性": "ab", "数据保密性": "ab", "数据备份恢复": "abc", "剩余信息保护": "ab",
    "个人信息保护": "ab", "系统管理": "ab", "审计管理": "ab", "安全管理": "ab",
}  # fmt: skip
"""The controls of GB/T 22239—2019, 8.1.4 and 8.1.5, that have several items."""


def rows() -> list[list[str]]:
    lines = [line for line in CONTROLS.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_every_control_stands_in_the_table_once() -> None:
    named = [row[0] for row in rows()]
    for family, items in FAMILIES.items():
        found = [match[1] for name in named if (match := re.match(rf"{family} (\w)\)", name))]
        assert found == list(items), family
    for alone in ("恶意代码防范", "可信验证", "集中管控"):
        assert len([name for name in named if name.startswith(alone)]) == 1, alone


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0][:8])
def test_no_cell_is_empty_and_what_it_names_is_there(row: list[str]) -> None:
    _control, who, how, settings, proof = row
    assert who in WHO
    assert len(how) > 10
    known = {name for variable in environment.VARIABLES for name in variable.names}
    assert settings == "—" or set(re.findall(r"`(\w+)`", settings)) <= known, settings
    tests = re.findall(r"`(tests/[\w/.]+)`", proof)
    assert tests or (proof == "—" and who == "site"), proof
    assert [name for name in tests if not (ROOT / name).exists()] == []


def test_what_other_databases_lack_is_where_it_says() -> None:
    named = re.findall(r"`((?:core|insights|services|backups)/[\w/]+\.py)`", ASSURANCE)
    assert len(named) > 6
    assert [name for name in named if not (ROOT / "src/hongmajia" / name).exists()] == []
