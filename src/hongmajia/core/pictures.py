"""Photographs for pages: in the width in which a page shows them, instead of 2,000 pixels.

They are shrunk when asked for and not stored, so that a photograph that is deleted, or whose
consent is withdrawn, leaves no copy behind. It takes some ten milliseconds, and browsers keep the
answer.
"""

import io
from typing import Any

from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from PIL import Image

WIDTHS = (180, 360, 720, 1280)
"""Widths in pixels that may be asked for: each is twice (nearly, for the last) the one before, for
screens with two pixels per CSS pixel.
"""
QUALITY = 60
"""Of WebP; a row of a list weighs 3 to 12 KB."""


def sized_photo(request: HttpRequest, photo: "File[Any]", *, seconds: int) -> HttpResponse:
    """The JPEG ``photo``, or with ``?w=360`` a smaller one; the browser keeps it ``seconds``."""
    with photo.open() as file:
        content, kind = file.read(), "image/jpeg"
    if (width := asked_width(request)) and (small := shrunk(content, width)):
        content, kind = small, "image/webp"
    headers = {"Cache-Control": f"private, max-age={seconds}"}
    return HttpResponse(content, content_type=kind, headers=headers)


def asked_width(request: HttpRequest) -> int:
    """The width that the address asks for; 0 for the photograph as it is stored."""
    widths = {str(width): width for width in WIDTHS}
    return widths.get(request.GET.get("w", ""), 0)


def shrunk(content: bytes, width: int) -> bytes:
    """A WebP of that width; empty if the photograph is not wider."""
    with Image.open(io.BytesIO(content), formats=["JPEG"]) as image:
        if image.width <= width:
            return b""
        height = max(1, round(image.height * width / image.width))
        image.draft("RGB", (width, height))  # decodes a fraction of the pixels
        small = image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()


def sources(address: str, width: int) -> str:
    """The value of ``srcset``: for a place of ``width`` CSS pixels, on plain and on dense screens.

    >>> sources("/news/photos/1/", 180)
    '/news/photos/1/?w=180 180w, /news/photos/1/?w=360 360w'
    """
    fitting = [known for known in WIDTHS if width <= known <= 2 * width] or [WIDTHS[-1]]
    return ", ".join(f"{address}?w={known} {known}w" for known in fitting)
