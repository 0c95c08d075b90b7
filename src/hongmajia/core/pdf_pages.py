"""Pages of an uploaded PDF as photographs: what is kept is pixels, as of every photograph."""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from hongmajia.papers import PaperFault, draw

from .images import clean_photo

TEMPLATE = Path(__file__).parent / "papers/pdf_page.typ"
MAX_BYTES = 20 * 1024 * 1024
MOST_FORMS = 2000
"""Pictures and forms of one page that are looked through for fonts."""
UNREADABLE = (
    PyPdfError, PaperFault, LookupError, AttributeError, ValueError, TypeError, RecursionError,
    OSError,
)  # fmt: skip
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_one_at_a_time = Lock()


def is_pdf(upload: "File[Any]") -> bool:
    """Whether the content, not the name, is that of a PDF."""
    upload.seek(0)
    return bool(upload.read(5) == b"%PDF-")


def photographs_of(upload: "File[Any]", most: int) -> "list[ContentFile[bytes]]":
    """The pages of a PDF as JPEGs of up to 2000 px a side.

    Raises ``ValidationError`` for one that is too large, has more than ``most`` pages, is locked
    or broken, or does not bring along the fonts of its Chinese: the pictures would lack characters.
    """
    if upload.size > MAX_BYTES:
        words = _("这个PDF超过%(n)sMB，请压缩或截图再传。")
        raise ValidationError(words % {"n": MAX_BYTES // 1024 // 1024}, code="too_big")
    try:
        with _one_at_a_time:
            return [clean_photo(_drawn(upload, page)) for page in _pages(upload, most)]
    except UNREADABLE as error:
        words = _("这个PDF打不开，请截图或拍照再传。")
        raise ValidationError(words, code="unreadable") from error


def _pages(upload: "File[Any]", most: int) -> list[Any]:
    upload.seek(0)
    reader = PdfReader(upload)
    if reader.is_encrypted:
        raise ValidationError(_("这个PDF加了密码，请去掉密码，或截图再传。"), code="locked")
    pages = list(reader.pages[: most + 1])
    if len(pages) > most:
        words = _("这个PDF超过%(n)s页，请只留要紧的几页。")
        raise ValidationError(words % {"n": most}, code="too_many_pages")
    if any(not _is_embedded(font) for page in pages for font in _fonts(page)):
        words = _("这个PDF没有带上文字的字体，转成图片会缺字。请截图或拍照再传。")
        raise ValidationError(words, code="fonts")
    return pages


def _drawn(upload: "File[Any]", page: Any) -> "ContentFile[bytes]":
    upload.seek(0)
    turned = page.rotation % 180 == 90
    width, height = (float(side) for side in (page.cropbox.width, page.cropbox.height))
    is_wide = (width > height) != turned
    facts = {"page": page.page_number + 1, "side": "width" if is_wide else "height"}
    return ContentFile(draw(TEMPLATE, facts, {"file.pdf": upload.read()}), name="page.png")


def _fonts(page: Any) -> Iterator[DictionaryObject]:
    """The fonts of a page, and of the forms that it uses.

    Raises ``ValueError`` for a page with too many forms.
    """
    holders, seen = [page], {id(page): page}
    for holder in holders:
        resources = holder.get("/Resources", DictionaryObject()).get_object()
        yield from _unseen(resources, "/Font", seen)
        holders += _unseen(resources, "/XObject", seen)
        if len(holders) > MOST_FORMS:
            raise ValueError("too many forms")


def _unseen(resources: Any, name: str, seen: dict[int, Any]) -> Iterator[Any]:
    """The objects of one kind that were not met before; each dictionary is read once."""
    objects = resources.get(name, DictionaryObject()).get_object()
    if id(objects) in seen:
        return
    seen[id(objects)] = objects
    for each in objects.values():
        found = each.get_object()
        if id(found) not in seen:
            seen[id(found)] = found
            yield found


def _is_embedded(font: DictionaryObject) -> bool:
    """Whether a font of many characters is in the file; the simple ones have stand-ins."""
    for inner in font.get("/DescendantFonts", ())[:1]:
        descriptor = inner.get_object().get("/FontDescriptor", DictionaryObject()).get_object()
        if not any(name in descriptor for name in EMBEDDED):
            return False
    return True
