"""Blank Word documents: the names in their placeholders, and filling them.

A placeholder is ``{{ name }}`` and nothing else. No template engine ever gets the file, so nothing
that its writer put there is carried out; a placeholder is only replaced by a text (ADR 91).
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

from lxml import etree

from hongmajia.sheets import BrokenSheet, Limits
from hongmajia.sheets.guard import TORN, weigh

from .parts import changed_parts, content_types, parsed

LIMITS = Limits(rows=0, megabytes=5, unpacked=60)
WORDS = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT = f"{WORDS}document.main+xml"
FILLED = (
    DOCUMENT,
    *(f"{WORDS}{part}+xml" for part in ("header", "footer", "footnotes", "endnotes", "comments")),
)
"""The types of the parts that hold paragraphs, the document itself first (ECMA-376, 11.3)."""
CODE = re.compile(r"\{[%#]")
PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
NAME = re.compile(r"[^\W\d]\w{0,39}")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class WrongPlaceholder(Exception):  # noqa: N818 - an answer, not an error
    """A placeholder that is no plain name; ``text`` is what stands in it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def names_of(file: IO[bytes]) -> list[str]:
    """The names in the placeholders, in the order of the document, each once.

    Raises ``BrokenSheet`` for what is no document, too large or harmful, ``WrongPlaceholder``.
    """
    size = file.seek(0, io.SEEK_END)
    if size > LIMITS.megabytes << 20:
        raise BrokenSheet("file_too_large", most=LIMITS.megabytes)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            trees = _trees(archive)
    except (*TORN, etree.LxmlError) as error:
        raise BrokenSheet("not_docx") from error
    texts = (_text(pieces) for tree in trees.values() for pieces in _paragraphs(tree))
    return list(dict.fromkeys(name for text in texts for name in _names(text)))


def _trees(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Name → tree of each part that holds paragraphs. Raises ``BrokenSheet``."""
    parts = {part.filename.lower(): part for part in archive.infolist()}
    if len(parts) < len(archive.infolist()):
        raise BrokenSheet("not_docx")  # readers differ in which of two parts of one name they read
    weigh(archive, parts, LIMITS)
    kinds = content_types(archive)
    found = [name for name in archive.namelist() if kinds(name) in FILLED]
    found.sort(key=lambda name: (FILLED.index(kinds(name)), name))
    if not found or kinds(found[0]) != DOCUMENT:
        raise BrokenSheet("not_docx")
    return {name: parsed(archive.read(name)) for name in found}


def _paragraphs(tree: Any) -> Iterator[list[Any]]:
    """The pieces of text of each paragraph, without those of paragraphs in a text box of it."""
    space = etree.QName(tree).namespace
    paragraph, text = f"{{{space}}}p", f"{{{space}}}t"
    inside: dict[Any, list[Any]] = {one: [] for one in tree.iter(paragraph)}
    for piece in tree.iter(text):
        around = next(piece.iterancestors(paragraph), None)
        if around is not None:
            inside[around].append(piece)
    yield from inside.values()


def _text(pieces: list[Any]) -> str:
    return "".join(piece.text or "" for piece in pieces)


def _names(text: str) -> list[str]:
    if code := CODE.search(text):
        raise WrongPlaceholder(text[code.start() : code.start() + 20])
    found = [inner.strip() for inner in PLACEHOLDER.findall(text)]
    for name in found:
        if not NAME.fullmatch(name):
            raise WrongPlaceholder(name[:40])
    return found


def filled(file: IO[bytes], values: Mapping[str, Any]) -> bytes:
    """The document with ``values`` by name, empty where there is none.

    A value has the format of the first brace of its placeholder. All other parts are copied.
    """
    file.seek(0)
    words = {name: "" if value is None else str(value) for name, value in values.items()}
    with zipfile.ZipFile(file) as archive:
        trees = _trees(archive)
        for tree in trees.values():
            for pieces in _paragraphs(tree):
                _fill(pieces, words)
        return changed_parts(archive, trees)


def _fill(pieces: list[Any], words: Mapping[str, str]) -> None:
    """Replace the placeholders of a paragraph; each value goes where its placeholder begins."""
    matches = [*PLACEHOLDER.finditer(_text(pieces))]
    n = at = 0
    for piece in pieces:
        text: str = piece.text or ""
        end, place, written = at + len(text), at, list[str]()
        while n < len(matches) and (found := matches[n]).start() < end:
            if found.start() >= at:
                written += (text[place - at : found.start() - at], words.get(found[1].strip(), ""))
            place = found.end()
            if place > end:
                break  # the next piece has the rest of this placeholder
            n += 1
        if place > at:
            piece.text = "".join([*written, text[place - at :]])
            piece.set(SPACE, "preserve")
        at = end
