"""Uploaded photographs are re-encoded: plain JPEG of limited size, without metadata."""

import io
import struct
import uuid
from typing import Any

import pi_heif
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

pi_heif.register_heif_opener()

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
"""Formats of phones and cameras; no other decoder is tried."""

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
"""Larger images could fill the memory (decompression bombs); a phone's 48 megapixels pass."""

SIDE = 2000
"""Pixels of the longest side."""
QUALITY = 82

UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error)
"""Exceptions that decoders raise for broken files."""


def clean_photo(upload: "File[Any]") -> "ContentFile[bytes]":
    """Return the photograph in ``upload`` as a new JPEG, at most 2000 px a side, upright.

    The format is taken from the content, not from the name. Only pixels are kept: no EXIF, place,
    comment or file name. Raises ``ValidationError`` for files that are too large or unreadable.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("这张照片超过20 MB，请换一张小一点的。"), code="too_big")
    try:
        picture = _shrunk(_opened(upload))
    except UNREADABLE as error:
        words = _("这张照片打不开。请换一张手机拍的照片（JPG、PNG、WebP 或 HEIC）。")
        raise ValidationError(words, code="unreadable") from error
    return _encoded(picture)


def _opened(upload: "File[Any]") -> Image.Image:
    upload.seek(0)
    try:
        image = Image.open(upload, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels()
    return image


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("这张照片的尺寸太大，请缩小后再传。"), code="too_many_pixels")


def _shrunk(image: Image.Image) -> Image.Image:
    """Return the pixels on white, upright, in a new image that has no metadata."""
    image.draft("RGB", (SIDE, SIDE))  # lets a JPEG be decoded at a fraction of its size
    image = ImageOps.exif_transpose(image)
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    fresh = Image.new("RGB", image.size, "white")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        fresh.paste(image, mask=image)
    else:
        fresh.paste(image.convert("RGB"))
    return fresh


def _encoded(picture: Image.Image) -> "ContentFile[bytes]":
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(buffer.getvalue(), name=f"{uuid.uuid4().hex}.jpg")
