"""Blank Word documents: the names in their placeholders, and filling them by docxtpl.

A placeholder is ``{{ name }}`` and nothing else: what else Jinja knows would let whoever wrote the
document run code here, so it is refused before docxtpl sees it (ADR 91).
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import IO, Any

from docx import Document
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from hongmajia.sheets import BrokenSheet, Limits
from hongmajia.sheets.guard import TORN, weigh

LIMITS = Limits(rows=0, megabytes=5, unpacked=60)
TAG = re.compile(r"<[^<>]*>")
CODE = re.compile(r"\{[%#]")
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
NAME = re.compile(r"[^\W\d]\w{0,39}")
RESERVED = frozenset({"true", "false", "none", "not", "and", "or", "in", "is", "if", "else"})


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
    try:
        found = list(dict.fromkeys(name for text in _texts(file) for name in _names(text)))
        file.seek(0)
        Document(file)
    except (*TORN, AttributeError) as error:
        raise BrokenSheet("not_docx") from error
    return found


def _texts(file: IO[bytes]) -> list[str]:
    """The text of each part of XML, the document itself first."""
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        parts = {part.filename.lower(): part for part in archive.infolist()}
        weigh(archive, parts, LIMITS)
        names = sorted(
            (n for n in archive.namelist() if n.endswith((".xml", ".rels"))),
            key=lambda name: (name != "word/document.xml", name),
        )
        return [_text(archive.read(name).decode()) for name in names]


def _text(xml: str) -> str:
    if "<!DOCTYPE" in xml:
        raise BrokenSheet("not_docx")
    for tag in TAG.findall(xml):
        if "{{" in tag or CODE.search(tag):
            raise WrongPlaceholder(tag[:40])
    return TAG.sub("", xml)


def _names(text: str) -> list[str]:
    if code := CODE.search(text):
        raise WrongPlaceholder(text[code.start() : code.start() + 20])
    found = [inner.strip() for inner in PLACEHOLDER.findall(text)]
    for name in found:
        if not NAME.fullmatch(name) or name.lower() in RESERVED:
            raise WrongPlaceholder(name[:40])
    return found


def filled(file: IO[bytes], values: Mapping[str, Any]) -> bytes:
    """The document with ``values`` by name; their runs keep their format."""
    file.seek(0)
    document, written = DocxTemplate(file), io.BytesIO()
    words = {name: "" if value is None else str(value) for name, value in values.items()}
    document.render(words, SandboxedEnvironment(autoescape=True), autoescape=True)
    document.save(written)
    return written.getvalue()
