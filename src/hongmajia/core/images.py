"""Uploaded photographs are re-encoded: plain JPEG of limited size, without metadata."""

import io
import struct
import uuid
from contextlib import nullcontext
from threading import Lock
from typing import Any

import pi_heif
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from .colours import eight_bits, in_srgb
from .memory import return_large_blocks

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
"""Formats of phones and cameras; no other decoder is tried."""

MAX_BYTES = 40 * 1024 * 1024
"""Photographs of 108 megapixels have about 30 MB."""
MAX_PIXELS = 50_000_000
"""Larger images could fill the memory (decompression bombs); a phone's 48 megapixels pass."""
CAMERA_PIXELS = 120_000_000
"""The limit for the formats in which phones photograph with 108 megapixels."""
CAMERA_FORMATS = ("JPEG", "MPO", "HEIF")

SIDE = 2000
"""Pixels of the longest side."""
LONG_RATIO = 4
"""Panoramas and screenshots of conversations are longer than this times their other side."""
LONG_BREADTH, LONG_LENGTH = 1000, 20_000
"""Pixels of the two sides of these: still legible, and within what a JPEG may have."""
QUALITY = 82

LARGE = 16_000_000
"""Pixels from which images are decoded one at a time, so that threads do not add up their memory
(benchmarks/photographs.py)."""

UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, RuntimeError, struct.error)
"""Exceptions that decoders raise for broken files."""

pi_heif.register_heif_opener()
return_large_blocks()
# Pillow's own limit, from which it warns, must not be below ours; at twice that it refuses.
Image.MAX_IMAGE_PIXELS = CAMERA_PIXELS
_one_large_at_a_time = Lock()


def clean_photo(upload: "File[Any]") -> "ContentFile[bytes]":
    """Return the photograph in ``upload`` as a new JPEG in sRGB, at most 2000 px a side, upright.

    Very long images may be longer (``size_kept``). The format is taken from the content, not from
    the name; of an animation the first picture is kept. Only pixels are kept: no EXIF, place,
    comment or file name. Raises ``ValidationError`` for files that are too large or unreadable.
    """
    if upload.size > MAX_BYTES:
        words = _("这张照片超过%(n)sMB，请换一张小一点的。")
        raise ValidationError(words % {"n": MAX_BYTES // 1024 // 1024}, code="too_big")
    try:
        with _one_large_at_a_time if _pixels(_opened(upload)) > LARGE else nullcontext():
            picture = _shrunk(_opened(upload))  # what was decoded is freed before the next begins
    except UNREADABLE as error:
        words = _("这张照片打不开。请换一张手机拍的照片（JPG、PNG、WebP或HEIC）。")
        raise ValidationError(words, code="unreadable") from error
    return _encoded(picture)


def size_kept(width: int, height: int) -> tuple[int, int]:
    """The size in which an image is kept: never larger, in the same proportions.

    At 2000 px a panorama would be a strip and a long screenshot could not be read, so of these
    the short side counts.
    """
    short, long = sorted((width, height))
    if long > LONG_RATIO * short:
        scale = min(1, max(SIDE / long, LONG_BREADTH / short), LONG_LENGTH / long)
    else:
        scale = min(1, SIDE / long)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _opened(upload: "File[Any]") -> Image.Image:
    upload.seek(0)
    try:
        image = Image.open(upload, formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    limit = CAMERA_PIXELS if image.format in CAMERA_FORMATS else MAX_PIXELS
    if _pixels(image) > limit:
        raise _too_many_pixels()
    return image


def _pixels(image: Image.Image) -> int:
    return image.width * image.height


def _too_many_pixels() -> ValidationError:
    return ValidationError(_("这张照片的尺寸太大，请缩小后再传。"), code="too_many_pixels")


def _shrunk(image: Image.Image) -> Image.Image:
    """Return the pixels on white, upright, in a new image that has no metadata.

    Colours are converted and the image is turned when it is small already.
    """
    size = size_kept(*image.size)
    image.draft("RGB", size)  # lets a JPEG be decoded at a fraction of its size
    image = eight_bits(image)
    image.thumbnail(size, Image.Resampling.LANCZOS)
    image = ImageOps.exif_transpose(image)
    fresh = Image.new("RGB", image.size, "white")
    opacity = image.getchannel("A") if image.mode.endswith("A") else None
    fresh.paste(in_srgb(image), mask=opacity)
    return fresh


def _encoded(picture: Image.Image) -> "ContentFile[bytes]":
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(buffer.getvalue(), name=f"{uuid.uuid4().hex}.jpg")
