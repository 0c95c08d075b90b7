"""The pages of the handbook in the reader's language, their editions, and the search in them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from math import ceil
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import get_language

from hongmajia.core.hotline import HOTLINE, hotline_here
from hongmajia.core.search import words_of_query

from .markdown import Section, Text, read_text

FOLDER = Path(__file__).parent
SLUGS = (
    "asker", "contact", "artisan", "team", "cadre", "hotline", "reviewer", "leader", "administrator"
)  # fmt: skip
"""The pages in the order of the index: those who ask, those who help, those who organise."""
EDITIONS = FOLDER / "editions.json"
"""Written by ``make editions``: slug → number, date and `fingerprint` of the latest edition."""
MOST_FOUND = 12
KEPT = 72
"""Hotlines times languages: of every province both."""
CALL = "[{0}](tel:{0})"
"""The link that calls a hotline."""
WIDTH, HEIGHT = 468, 696
"""Of each picture, in pixels."""
READ_A_MINUTE = {"zh": 300, "en": 1000}
"""Characters that somebody reads in a minute, in each language."""


class Edition(NamedTuple):
    """How often the words of a page were changed, and when for the last time."""

    number: int
    day: date


@dataclass(frozen=True)
class Page:
    """One page: what somebody with this role does in the product."""

    slug: str
    folder: str
    text: Text
    edition: Edition

    @property
    def steps(self) -> list[Section]:
        """What is done, in order."""
        return [section for section in self.text.sections if not section.questions]

    @property
    def asked(self) -> list[Section]:
        """What is often asked."""
        return [section for section in self.text.sections if section.questions]

    @property
    def minutes(self) -> int:
        """How long it takes to read."""
        length = sum(len(line) for section in self.text.sections for line in section.lines)
        return ceil(length / READ_A_MINUTE[self.folder])

    @property
    def pictures(self) -> str:
        """The folder of its pictures among the static files."""
        return f"portal/handbook/{self.folder}/"


class Found(NamedTuple):
    """A section that a search found, with the line that fits best."""

    page: Page
    section: Section
    line: str


def pages() -> dict[str, Page]:
    """Slug → page, in the language of the present request."""
    return _pages("en" if get_language() == "en" else "zh", hotline_here())


@lru_cache(maxsize=KEPT)
def _pages(folder: str, hotline: str) -> dict[str, Page]:
    latest = editions()
    sources = {slug: naming(hotline, source_of(folder, slug)) for slug in SLUGS}
    return {slug: Page(slug, folder, read_text(sources[slug]), latest[slug]) for slug in SLUGS}


def naming(hotline: str, source: str) -> str:
    """The Markdown with the hotline of a province where it says whom to call."""
    return source.replace(CALL.format(HOTLINE), CALL.format(hotline))


def editions() -> dict[str, Edition]:
    """Slug → latest edition of the page; both languages change together."""
    kept = json.loads(EDITIONS.read_text(encoding="utf-8"))
    return {
        slug: Edition(one["number"], date.fromisoformat(one["day"])) for slug, one in kept.items()
    }


def fingerprint(slug: str) -> str:
    """Of the words of a page in both languages; another one is another edition."""
    both = "".join(source_of(folder, slug) for folder in READ_A_MINUTE)
    return sha256(both.encode()).hexdigest()[:12]


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
