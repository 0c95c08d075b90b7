"""Static files of the installed package, under hashed names."""

import os
import re
from pathlib import Path

import pytest
from django.templatetags.static import static
from pytest_django import Settings

import hongmajia
from hongmajia.core import statics

NAMED = re.compile(r"""{% static ["']([^"']+)["'] %}""")


@pytest.fixture
def root(settings: Settings, tmp_path: Path) -> Path:
    """An empty folder for the gathered files."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "hongmajia.core.statics.HashedNames"}
    }
    return tmp_path / "static"


def test_they_are_gathered_once_and_all_names_of_the_pages_are_there(root: Path) -> None:
    assert static("hm.css") == "/static/hm.css", "a command before the first start"
    assert statics.gather()
    assert not statics.gather()
    for name in names_in_templates() | {"vendor/icons.svg"}:
        hashed = static(name)
        assert re.fullmatch(r"/static/.+\.[0-9a-f]{12}\.\w+", hashed), name
        assert (root / hashed.removeprefix("/static/")).exists()
    style = root / static("hm.css").removeprefix("/static/")
    assert 'url("check.svg")' not in style.read_text(encoding="utf-8")
    assert style.with_suffix(".css.gz").exists()


def names_in_templates() -> set[str]:
    templates = Path(hongmajia.__file__).parent.rglob("templates/**/*.html")
    return {name for path in templates for name in NAMED.findall(path.read_text(encoding="utf-8"))}


def test_a_file_that_is_not_there_is_an_error_and_no_broken_page(root: Path) -> None:
    statics.gather()
    with pytest.raises(ValueError, match=r"no-such\.css"):
        static("no-such.css")


def test_a_changed_file_is_gathered_again_even_with_an_older_date(
    root: Path, tmp_path: Path, settings: Settings
) -> None:
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    source = tmp_path / "own/a.js"
    source.parent.mkdir()
    source.write_text("1")
    statics.gather()
    before = static("a.js")
    source.write_text("2")
    os.utime(source, (1e9, 1e9))
    assert statics.gather()
    assert static("a.js") != before
    kept = [root / name.removeprefix("/static/") for name in (before, static("a.js"))]
    assert [path.read_text() for path in kept] == ["1", "2"]
