"""A page of the handbook as a PDF, with its pictures."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from markdown_it.token import Token

from hongmajia.core.hotline import hotline_here
from hongmajia.papers import typeset

from .markdown import Picture, Section
from .pages import KEPT, Page, pages

TEMPLATE = Path(__file__).parent.parent / "papers/handbook.typ"
STATIC = Path(__file__).parent.parent / "static"
KINDS = {"ordered_list_open": "step", "bullet_list_open": "point", "blockquote_open": "note"}
"""Token that opens a part → what its lines are; others are plain text."""


def paper_of(slug: str) -> bytes:
    """The page as A4, in the language of the request; each process keeps those set last."""
    return _paper(slug, translation.get_language() or settings.LANGUAGE_CODE, hotline_here())


@lru_cache(maxsize=KEPT)
def _paper(slug: str, language: str, _hotline: str) -> bytes:
    page = pages()[slug]
    shown = [section.picture for section in page.text.sections if section.picture]
    files = {f"{one.name}.webp": (STATIC / page.pictures / f"{one.name}.webp") for one in shown}
    pictures = {name: path.read_bytes() for name, path in files.items()}
    return typeset(TEMPLATE, facts_of(page, language), pictures)


def facts_of(page: Page, language: str) -> dict[str, Any]:
    """What the template prints."""
    return {
        "lang": language[:2],
        "title": title_of(page),
        "lead": page.text.lead,
        "parts": [_part(section) for section in page.text.sections],
        "call": _("看了还不明白？打%(phone)s，或者问您的工会。") % {"phone": hotline_here()},
        "edition": edition_of(page),
    }


def title_of(page: Page) -> str:
    """The heading of a page."""
    return _("%(role)s怎么用") % {"role": page.text.title}


def edition_of(page: Page) -> str:
    """Which edition of the page this is, and of which day."""
    day = date_format(page.edition.day, "DATE_FORMAT")
    return _("第%(number)s版，%(day)s改") % {"number": page.edition.number, "day": day}


def _part(section: Section) -> dict[str, Any]:
    questions = [{"title": one.title, "lines": _lines(one.body)} for one in section.questions]
    return {
        "title": section.title,
        "lines": _lines(section.body),
        "picture": _picture(section.picture),
        "questions": questions,
    }


def _picture(picture: Picture | None) -> dict[str, str] | None:
    if picture is None:
        return None
    return {
        "file": f"{picture.name}.webp",
        "shows": picture.shows,
        "caption": picture.caption,
    }


def _lines(body: Sequence[Token]) -> list[dict[str, Any]]:
    """Each paragraph or item: its kind, and its words in normal and bold type."""
    return list(_each_line(body))


def _each_line(body: Sequence[Token]) -> Iterator[dict[str, Any]]:
    kind = "text"
    for token in body:
        if token.type in KINDS:
            kind = KINDS[token.type]
        elif token.type.replace("_close", "_open") in KINDS:
            kind = "text"
        elif token.type == "inline":
            yield {"kind": kind, "words": _words(token.children or [])}


def _words(tokens: Sequence[Token]) -> list[dict[str, Any]]:
    """Runs of text, each bold or not."""
    runs, is_bold = [], False
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            is_bold = token.type == "strong_open"
        elif said := " " if token.type == "softbreak" else token.content:
            runs.append({"said": said, "bold": is_bold})
    return runs
