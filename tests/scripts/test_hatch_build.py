"""What is made before a wheel is packed: the missing and the outdated, and nothing else."""

import os
import sys
from pathlib import Path
from subprocess import CalledProcessError

import pytest

import hatch_build
from hatch_build import Product


def product(folder: Path, *, source_age: int, target_age: int | None) -> Product:
    """A file made by copying its source; ages in seconds, None for one not made yet."""
    source, target = folder / "source.txt", folder / "target.txt"
    source.write_text("new")
    os.utime(source, (1_000_000 - source_age,) * 2)
    if target_age is not None:
        target.write_text("old")
        os.utime(target, (1_000_000 - target_age,) * 2)
    copy = f"import shutil; shutil.copyfile({str(source)!r}, {str(target)!r})"
    return Product(target, (source,), (sys.executable, "-c", copy))


@pytest.mark.parametrize(
    ("source_age", "target_age", "due"),
    [(0, None, True), (0, 10, True), (10, 0, False), (5, 5, False)],
    ids=["missing", "outdated", "newer", "as in an sdist, where all files are of one age"],
)
def test_what_is_due(tmp_path: Path, source_age: int, target_age: int | None, due: bool) -> None:
    assert product(tmp_path, source_age=source_age, target_age=target_age).is_due() is due


def test_what_must_be_there_before_is_made_first(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    packages = product(tmp_path / "packages", source_age=0, target_age=None)
    icons = product(tmp_path, source_age=0, target_age=None)
    icons = icons._replace(sources=(packages.target,), first=packages)
    icons.make()
    assert packages.target.exists()
    assert icons.target.exists()


def test_a_command_that_fails_ends_the_build(tmp_path: Path) -> None:
    failing = Product(tmp_path / "never", (), (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(CalledProcessError):
        failing.make()


def test_icons_fonts_and_every_catalogue_are_products_and_artifacts() -> None:
    made = [hatch_build.ICONS, hatch_build.FONTS, *hatch_build.catalogues()]
    assert {one.target.name for one in made} == {"icons.svg", "RareHan_400Regular.otf", "django.mo"}
