"""Our own stylesheets and scripts are laid out for reading."""

import re
from pathlib import Path

import pytest

import hongmajia

PACKAGE = Path(hongmajia.__file__).parent
SOURCES = [
    path
    for path in sorted(PACKAGE.glob("*/static/**/*.*"))
    if path.suffix in (".css", ".js") and "vendor" not in path.parts
]
STYLESHEETS = [path for path in SOURCES if path.suffix == ".css"]
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEXT_IN_QUOTES = re.compile(r'"[^"]*"')
MORE_FOLLOWS = re.compile(r"[;{}]\s*\S")
SECTION = re.compile(r"^/\* ==== (.*) ==== \*/$", re.MULTILINE)
CONTENTS = re.compile(r"^   - (.*)$", re.MULTILINE)


def test_the_checks_below_find_the_files_they_are_for() -> None:
    assert PACKAGE / "core/static/hm.css" in STYLESHEETS
    assert PACKAGE / "needs/static/needs/ask.js" in SOURCES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_line_is_longer_than_120_characters(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 120] == []


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_a_line_of_a_stylesheet_holds_one_declaration(path: Path) -> None:
    text = TEXT_IN_QUOTES.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))
    assert [line for line in text.splitlines() if MORE_FOLLOWS.search(line)] == []


def test_the_contents_of_the_stylesheet_name_its_sections_in_their_order() -> None:
    text = (PACKAGE / "core/static/hm.css").read_text(encoding="utf-8")
    assert SECTION.findall(text) == CONTENTS.findall(text) != []


def test_paper_restyles_only_what_pages_have() -> None:
    """A class that no other stylesheet knows is a rule for a page that is gone."""
    screen = "".join(path.read_text() for path in STYLESHEETS if path.name != "print.css")
    paper = (PACKAGE / "core/static/print.css").read_text()
    classes = set(
        re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^}]*\}|/\*.*?\*/", "", paper, flags=re.S))
    )
    assert "paper-head" in classes
    assert {name for name in classes - {"htmx-indicator"} if f".{name}" not in screen} == set()
