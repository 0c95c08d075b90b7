"""Evidence of honours and skills: one photograph, or the pages of a PDF one below the other."""

import io
from typing import Any

from django import forms
from django.core.files.base import ContentFile
from PIL import Image

from hongmajia.core.images import clean_photo
from hongmajia.core.pdf_pages import is_pdf, photographs_of
from hongmajia.core.scanning import UploadField

MOST_PAGES = 4
QUALITY = 82


class EvidenceField(UploadField):
    """A photograph or a PDF of a few pages; its value is one JPEG without metadata."""

    widget = forms.FileInput(attrs={"accept": "image/*,application/pdf"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The JPEG; ``ValidationError`` for what is neither, too large or too long."""
        upload = super().clean(data, initial)
        if not upload or upload == initial:
            return upload
        if is_pdf(upload):
            return one_below_the_other(photographs_of(upload, MOST_PAGES))
        return clean_photo(upload)


def one_below_the_other(pages: "list[ContentFile[bytes]]") -> "ContentFile[bytes]":
    """One JPEG of all pages; a single page stays as it is."""
    if len(pages) == 1:
        return pages[0]
    pictures = [Image.open(page) for page in pages]
    width, height = max(p.width for p in pictures), sum(p.height for p in pictures)
    whole, top = Image.new("RGB", (width, height), "white"), 0
    for picture in pictures:
        whole.paste(picture, (0, top))
        top += picture.height
    buffer = io.BytesIO()
    whole.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(buffer.getvalue(), name="evidence.jpg")
