"""The pages of the handbook in the reader's language, and the search in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

from hongmajia.core.search import words_of_query

from .markdown import Section, Text, read_text

FOLDER = Path(__file__).parent
SLUGS = (
    "asker", "contact", "artisan", "team", "cadre", "hotline", "reviewer", "leader", "administrator"
)  # fmt: skip
"""The pages in the order of the index: those who ask, those who help, those who organise."""
MOST_FOUND = 12


@dataclass(frozen=True)
class Page:
    """One page: what somebody with this role does in the product."""

    slug: str
    text: Text


class Found(NamedTuple):
    """A section that a search found, with the line that fits best."""

    page: Page
    section: Section
    line: str


def pages() -> dict[str, Page]:
    """Slug → page, in the language of the present request."""
    return _pages("en" if get_language() == "en" else "zh")


@cache
def _pages(folder: str) -> dict[str, Page]:
    return {slug: Page(slug, read_text(source_of(folder, slug))) for slug in SLUGS}


def source_of(folder: str, slug: str) -> str:
    """The Markdown of a page; ``folder`` is ``zh`` or ``en``."""
    return (FOLDER / folder / f"{slug}.md").read_text(encoding="utf-8")


def search_pages(typed: str) -> list[Found]:
    """The sections that hold most of the words of ``typed``, at least half of them."""
    words = words_of_query(typed)
    ranked = sorted(_scored(words), key=lambda one: -one[0])
    return [found for n, found in ranked if n and 2 * n >= len(words)][:MOST_FOUND]


def _scored(words: list[str]) -> Iterator[tuple[int, Found]]:
    """Each section with the number of ``words`` in it."""
    for page in pages().values():
        for section in page.text.sections:
            said = " ".join([section.title, *section.lines])
            line = max(section.lines, key=lambda text: _hits(text, words), default="")
            yield _hits(said, words), Found(page, section, line)


def _hits(text: str, words: list[str]) -> int:
    return sum(word in text.lower() for word in words)
