"""What the documentation names exists: files, links between pages, and the parts of the code.

``docs/engine.md`` names files below its own package and is left out of the first test, and so are
the decisions in ``docs/adr``, which speak of the time when they were made.
"""

import re
from importlib import import_module
from pathlib import Path

import pytest
from rules.permissions import permissions

from hongmajia.core.acts import all_verbs
from hongmajia.core.slots import all_slots
from scripts import file_index

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/hongmajia"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
WITH_PATHS = [page for page in PAGES if page.name not in ("CHANGELOG.md", "engine.md")]
PATH = re.compile(r"`(?!dist/)([a-z_]+/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:)([^)\s]+)\)")
NAME = re.compile(r"`([a-z_]+(?:\.\w+)+)`")
ROOMS = {path.parent.name for path in PACKAGE.glob("*/apps.py")}


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def exists(path: str) -> bool:
    """Whether the file or folder is there, below the repository or below the sources."""
    return (ROOT / path).exists() or (PACKAGE / path).exists()


def anchors(document: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub and its likes make them."""
    headings = re.findall(r"^#+ (.+)$", text_of(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(document: Path, link: str) -> bool:
    """Whether the file exists and, in a Markdown page, the heading."""
    file, _, anchor = link.partition("#")
    target = document.parent / file if file else document
    return target.exists() and (not anchor or anchor in anchors(target))


def is_known(name: str) -> bool:
    """Whether it is a right, a verb, a slot, or a module or attribute of a room."""
    room, *rest = name.split(".")
    if name in permissions or name in all_verbs() or name in all_slots():
        return True
    found = import_module(f"hongmajia.{room}")
    for part in rest:
        if not hasattr(found, part):
            try:
                import_module(f"{found.__name__}.{part}")
            except (ImportError, AttributeError):
                return False
        found = getattr(found, part)
    return True


@pytest.mark.parametrize("document", WITH_PATHS, ids=lambda path: path.name)
def test_files_that_a_page_names_exist(document: Path) -> None:
    assert [path for path in PATH.findall(text_of(document)) if not exists(path)] == []


@pytest.mark.parametrize("name", ["architecture", "recipes"])
def test_the_pattern_finds_the_paths(name: str) -> None:
    assert len(PATH.findall(text_of(ROOT / f"docs/{name}.md"))) > 60


@pytest.mark.parametrize("document", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = LINK.findall(text_of(document))
    assert [link for link in links if not leads_somewhere(document, link)] == []


def test_parts_of_rooms_that_pages_name_exist() -> None:
    named = {name for page in PAGES for name in NAME.findall(text_of(page))}
    ours = {name for name in named if name.split(".")[0] in ROOMS}
    assert len(ours) > 20, "the pattern finds the names"
    assert sorted(name for name in ours if not is_known(name)) == []


def test_the_index_of_files_is_up_to_date() -> None:
    page = text_of(file_index.PAGE)
    assert file_index.with_index(page) == page, "run `make index`"
