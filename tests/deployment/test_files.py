"""The files in ``deploy/``: systemd accepts the units, and they name what the product has."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from hongmajia.config.environment import VARIABLES

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
KNOWN = {name for variable in VARIABLES for name in (variable.name, f"{variable.name}_FILE")}
PROGRAM = "/opt/hongmajia/bin/hongmajia"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    """With a program that is there; systemd also looks whether it can be executed."""
    for unit in UNITS:
        (tmp_path / unit.name).write_text(unit.read_text().replace(PROGRAM, sys.executable))
    copies = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *copies], capture_output=True, text=True
    )
    about_ours = [line for line in done.stderr.splitlines() if "hongmajia" in line]
    assert (about_ours, done.returncode) == ([], 0)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_a_command_of_the_product(unit: Path) -> None:
    [command] = re.findall(rf"^ExecStart={PROGRAM} (\w+)", unit.read_text(), re.M)
    assert get_commands()[command] == "hongmajia.core"
    assert "EnvironmentFile=/etc/hongmajia.env" in unit.read_text()


@pytest.mark.parametrize("name", ["hongmajia.env", "compose.yaml", "Containerfile", "Caddyfile"])
def test_every_setting_is_one_of_the_product(name: str) -> None:
    named = set(re.findall(r"\bHONGMAJIA_[A-Z_]+", (DEPLOY / name).read_text()))
    assert named
    assert named <= KNOWN


def test_the_containers_are_all_processes_that_the_product_needs() -> None:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    commands = {" ".join(each.get("command", ())) for each in composed["services"].values()}
    assert commands == {
        "",
        "migrate",
        "web",
        "worker --queue short",
        "worker --queue long",
        "clock",
    }
    secrets = {name for each in composed["services"].values() for name in each.get("secrets", ())}
    assert secrets == set(composed["secrets"])


def test_the_image_runs_as_nobody_of_the_machine_and_holds_the_tools_of_backups() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    assert re.search(r"^USER \d+$", text, re.M)
    assert "postgresql-client" in text
