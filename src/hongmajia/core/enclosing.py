"""Checking files enclosed with what people write; recognised by content, never by name.

Only listed kinds are accepted, by their first bytes. General libraries for file types are not used
because they take any ZIP archive for a Word document.
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

from .enums import EnclosureKind as Kind
from .images import clean_photo

MAX_ENCLOSURES = 9
"""Files sent at once."""
HEAD = 64
"""Bytes read to recognise a file."""
MEGABYTE = 1024 * 1024
MAX_BYTES = {Kind.VIDEO: 50 * MEGABYTE, Kind.FILE: 20 * MEGABYTE}
"""Size limits by kind; that of pictures is ``core.images.MAX_BYTES``."""

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENTS = {
    "word/document.xml": ("docx", OFFICE + "wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", OFFICE + "spreadsheetml.sheet"),
    "ppt/presentation.xml": ("pptx", OFFICE + "presentationml.presentation"),
}
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
PICTURE_BRANDS = (b"hei", b"hev", b"mif1", b"msf1", b"avif", b"avis")
VIDEO_BRANDS = (b"isom", b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"3gp", b"dash")


@dataclass(frozen=True)
class Recognised:
    """A recognised type: kind, file name ending, and the media type under which it is served."""

    kind: Kind
    ending: str
    media_type: str


@dataclass(frozen=True)
class Cleaned:
    """A file to store, under a random name, and the name to show for it."""

    what: Recognised
    file: "File[Any]"
    name: str


PICTURE = Recognised(Kind.PICTURE, "jpg", "image/jpeg")


def clean_enclosure(upload: Any) -> Cleaned:
    """``upload`` as it will be stored: pictures re-encoded as JPEG, other files unchanged.

    Raises ``ValidationError``, in the user's language, for a file too large or not accepted.
    """
    what = recognise(upload)
    if what is None:
        words = _(
            "“%(name)s”不能发。可以发照片、短视频（MP4、MOV）、PDF、Word、Excel、PPT和DWG图纸。"
        )
        raise ValidationError(words % {"name": upload.name}, code="kind")
    if what is PICTURE:
        return Cleaned(what, clean_photo(upload), safe_name(upload.name, "jpg"))
    _refuse_too_big(upload, what.kind)
    upload.seek(0)
    kept = File(upload, name=f"{uuid.uuid4().hex}.{what.ending}")
    return Cleaned(what, kept, safe_name(upload.name, what.ending))


def _refuse_too_big(upload: Any, kind: Kind) -> None:
    if upload.size > MAX_BYTES[kind]:
        words = _("“%(name)s”太大，%(kind)s不超过%(n)sMB。")
        facts = {"name": upload.name, "kind": kind.label, "n": MAX_BYTES[kind] // MEGABYTE}
        raise ValidationError(words % facts, code="too_big")


def recognise(upload: Any) -> Recognised | None:
    """The type of ``upload`` by its first bytes; ``None`` if it is not accepted."""
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
    """The type of a picture or video; MP4, MOV and HEIC differ by the brand in their first box."""
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
    """The type of a Word, Excel or PowerPoint file without macros; ``None`` for other ZIPs."""
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


def safe_name(name: str, ending: str) -> str:
    """A safe name for downloads: the original name with the ending of the recognised type."""
    stem = re.sub(r"[\x00-\x1f/\\:*?\"<>|]", "", name.rpartition(".")[0] or name).strip(" .")
    return f"{stem[:60] or 'file'}.{ending}"
