"""What may come with a message, told by its content and by nothing else.

A list of what is let in, each by its first bytes: the libraries that guess at any of a thousand
kinds call every ZIP a Word document, and we ask a stricter question.
"""

import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from hongmajia.core.images import clean_photo

from .enums import EnclosureKind as Kind

HEAD = 64
MEGABYTE = 1024 * 1024
MOST_BYTES = {Kind.VIDEO: 50 * MEGABYTE, Kind.FILE: 20 * MEGABYTE}
"""Photographs have a limit of their own, ``core.images.MAX_BYTES``."""

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = {
    "word/document.xml": ("docx", OFFICE + "wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", OFFICE + "spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", OFFICE + "presentationml.presentation"),
}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
PICTURE_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
VIDEO_BRANDS = (b"isom", b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"3gp", b"dash")


@dataclass(frozen=True)
class Recognised:
    """What a file is: its kind, the ending it gets and the type under which it is served."""

    kind: Kind
    ending: str
    media_type: str


@dataclass(frozen=True)
class Cleaned:
    """A file to keep: under a name of chance, and how it was called."""

    what: Recognised
    file: File
    name: str


PICTURE = Recognised(Kind.PICTURE, "jpg", "image/jpeg")


def clean_enclosure(upload: Any) -> Cleaned:
    """``upload`` as it is kept: pictures as new JPEGs, the rest unchanged.

    Raises ``ValidationError`` in words for the person: too big, or of a kind we do not take.
    """
    what = recognise(upload)
    if what is None:
        words = _(
            "“%(name)s”不能发。可以发照片、短视频（MP4、MOV）、PDF、Word、Excel、PPT和DWG图纸。"
        )
        raise ValidationError(words % {"name": upload.name}, code="kind")
    if what is PICTURE:
        return Cleaned(what, clean_photo(upload), called(upload.name, "jpg"))
    if upload.size > MOST_BYTES[what.kind]:
        words = _("“%(name)s”太大，%(kind)s不超过%(n)s MB。")
        most = MOST_BYTES[what.kind] // MEGABYTE
        facts = {"name": upload.name, "kind": what.kind.label, "n": most}
        raise ValidationError(words % facts, code="too_big")
    upload.seek(0)
    kept = File(upload, name=f"{uuid.uuid4().hex}.{what.ending}")
    return Cleaned(what, kept, called(upload.name, what.ending))


def let_in() -> str:
    return _("可以发照片、短视频（MP4、MOV）、PDF、Word、Excel、PPT和DWG图纸。")


def recognise(upload: Any) -> Recognised | None:
    """What ``upload`` is, by its first bytes; ``None`` for all that is not let in."""
    upload.seek(0)
    head = upload.read(HEAD)
    return next(filter(None, _guesses(head, upload)), None)


def _guesses(head: bytes, upload: Any) -> Iterator[Recognised | None]:
    yield _media(head)
    if head.startswith(b"%PDF-"):
        yield Recognised(Kind.FILE, "pdf", "application/pdf")
    if re.match(rb"AC10\d\d", head):
        yield Recognised(Kind.FILE, "dwg", "application/acad")
    if head.startswith(b"PK\x03\x04"):
        yield _document(upload)


def _media(head: bytes) -> Recognised | None:
    """Pictures and films; an MP4, a MOV and a HEIC differ by the brand in their first box."""
    if head.startswith(PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return PICTURE
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head:
        return Recognised(Kind.VIDEO, "webm", "video/webm")
    brand = head[8:12] if head[4:8] == b"ftyp" else b""
    if brand.startswith(PICTURE_BRANDS):
        return PICTURE
    if brand == b"qt  ":
        return Recognised(Kind.VIDEO, "mov", "video/quicktime")
    if brand.startswith(VIDEO_BRANDS):
        return Recognised(Kind.VIDEO, "mp4", "video/mp4")
    return None


def _document(upload: Any) -> Recognised | None:
    """A Word, Excel or PowerPoint document without macros; no other ZIP."""
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in parts or any("vbaProject" in part for part in parts):
        return None
    for part, (ending, media_type) in DOCUMENTS.items():
        if part in parts:
            return Recognised(Kind.FILE, ending, media_type)
    return None


def called(name: str, ending: str) -> str:
    """How the file is called for whoever takes it home: its own name with the true ending."""
    stem = re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "", name.rpartition(".")[0] or name).strip(" .")
    return f"{stem[:60] or 'file'}.{ending}"
