"""Photographs keep their colours, whatever the pixels and profiles of the file."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from hongmajia.core.adobe_rgb import COLOUR_SPACE, EXIF, INDEX, INTEROPERABILITY
from hongmajia.core.images import clean_photo
from tests.photographs import P3_HEIC, P3_JPEG

Colour = tuple[int, int, int]
VEST, VEST_IN_P3 = (239, 35, 36), (221, 60, 50)
P3 = Image.open(io.BytesIO(P3_JPEG)).info["icc_profile"]
WHITE = (255, 255, 255)
ORIENTATION = 0x0112
GREY, RGB, GREY_AND_OPACITY, RGBA = 0, 2, 4, 6  # colour types of PNG


def kept(content: bytes) -> Colour:
    """The colour in the middle of the photograph that is stored."""
    picture = Image.open(clean_photo(SimpleUploadedFile("IMG_0001.jpg", content)))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    return picture.getpixel((picture.width // 2, picture.height // 2))


def near(found: Colour, right: Colour) -> bool:
    return all(abs(one - other) <= 3 for one, other in zip(found, right, strict=True))


def file_of(mode: str, colour: Any, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (60, 40), colour).save(buffer, kind, **options)
    return buffer.getvalue()


def png(depth: int, kind: int, pixel: bytes, key: bytes = b"") -> bytes:
    """A PNG of 9 × 9 equal pixels, in depths that Pillow cannot write; ``key`` is transparent."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, depth, kind, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress((b"\0" + pixel * 9) * 9))
    transparent = chunk(b"tRNS", key) if key else b""
    return b"\x89PNG\r\n\x1a\n" + header + transparent + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "shot",
    [
        P3_JPEG,
        P3_HEIC,
        file_of("RGB", VEST_IN_P3, "PNG", icc_profile=P3),
        file_of("RGBA", (*VEST_IN_P3, 255), "PNG", icc_profile=P3),
        file_of("RGB", VEST_IN_P3, "WEBP", lossless=True, icc_profile=P3),
        file_of("RGB", VEST_IN_P3, "AVIF", quality=95, icc_profile=P3),
    ],
    ids=["JPEG", "HEIC", "PNG", "PNG with opacity", "WebP", "AVIF"],
)
def test_a_red_vest_in_display_p3_stays_red(shot: bytes) -> None:
    assert near(kept(shot), VEST)


def test_a_palette_in_display_p3() -> None:
    flat = Image.new("RGB", (60, 40), VEST_IN_P3).quantize(2)
    buffer = io.BytesIO()
    flat.save(buffer, "PNG", icc_profile=P3)
    assert near(kept(buffer.getvalue()), VEST)


def test_srgb_and_no_profile_stay_as_they_are() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert near(kept(file_of("RGB", VEST, "PNG", icc_profile=srgb)), VEST)
    assert near(kept(file_of("RGB", VEST, "PNG")), VEST)


@pytest.mark.parametrize("profile", [b"not a profile", P3[:200]], ids=["no profile", "cut off"])
def test_a_broken_profile_is_passed_over(profile: bytes) -> None:
    assert near(kept(file_of("RGB", VEST, "JPEG", icc_profile=profile, quality=95)), VEST)


def test_a_profile_of_other_pixels_is_passed_over() -> None:
    """Editing programs leave the profile of a screen in a file for printers."""
    red = (0, 255, 255, 0)
    assert near(kept(file_of("CMYK", red, "JPEG", icc_profile=P3, quality=95)), (255, 0, 0))


@pytest.mark.parametrize("profile", [None, P3], ids=["without a profile", "with a screen's"])
def test_a_grey_jpeg_stays_grey(profile: bytes | None) -> None:
    assert near(kept(file_of("L", 120, "JPEG", icc_profile=profile)), (120, 120, 120))


@pytest.mark.parametrize(
    ("shot", "right"),
    [
        (png(16, GREY, b"\x80\x00"), (128, 128, 128)),
        (png(16, GREY, b"\x01\x00"), (1, 1, 1)),
        (png(16, RGB, b"\x80\x00\x40\x00\x20\x00"), (128, 64, 32)),
        (png(16, GREY_AND_OPACITY, b"\x80\x00\xff\xff"), (128, 128, 128)),
        (png(16, RGBA, b"\x80\x00\x40\x00\x20\x00\xff\xff"), (128, 64, 32)),
        (png(16, RGBA, b"\x00\x00\x00\x00\x00\x00\x80\x00"), (129, 129, 129)),
    ],
    ids=["grey", "dark grey", "colours", "grey and opacity", "opaque", "half transparent"],
)
def test_sixteen_bits_a_channel(shot: bytes, right: Colour) -> None:
    assert near(kept(shot), right)


@pytest.mark.parametrize(
    "shot",
    [
        png(8, GREY, b"\x80", key=b"\x00\x80"),
        png(16, GREY, b"\x80\x00", key=b"\x80\x00"),
        png(16, RGB, b"\x80\x00\x40\x00\x20\x00", key=b"\x80\x00\x40\x00\x20\x00"),
        file_of("P", 0, "PNG", transparency=0),
    ],
    ids=["grey", "16-bit grey", "16-bit colour", "palette"],
)
def test_a_transparent_colour_becomes_white(shot: bytes) -> None:
    assert near(kept(shot), WHITE)


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_picture_is_kept(kind: str) -> None:
    later = [Image.new("RGB", (60, 40), "blue")]
    shot = file_of("RGB", VEST, kind, save_all=True, append_images=later, quality=95)
    assert near(kept(shot), VEST)


def test_of_several_pictures_in_a_jpeg_the_first_is_kept() -> None:
    """Phones add one for depth or for bright screens (MPO)."""
    later = [Image.new("RGB", (60, 40), "blue")]
    shot = file_of("RGB", VEST, "MPO", save_all=True, append_images=later, quality=95)
    assert near(kept(shot), VEST)


def test_a_transparent_picture_turned_by_its_exif() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = file_of("RGBA", (0, 0, 0, 0), "PNG", exif=exif)
    picture = Image.open(clean_photo(SimpleUploadedFile("a.png", content)))
    assert picture.size == (40, 60)
    assert picture.getpixel((9, 9)) == WHITE


def exif(colour_space: int | None = None, index: str = "", orientation: int = 1) -> bytes:
    facts = Image.Exif()
    facts[ORIENTATION] = orientation
    if colour_space is not None:
        facts.get_ifd(EXIF)[COLOUR_SPACE] = colour_space
    if index:
        facts.get_ifd(EXIF)[INTEROPERABILITY] = {INDEX: index}
    return facts.tobytes()


@pytest.mark.parametrize(
    "facts",
    [
        exif(colour_space=2),
        exif(colour_space=65535, index="R03"),
        exif(colour_space=65535, index="R03", orientation=6),
    ],
)
def test_a_photograph_in_adobe_rgb_without_a_profile(facts: bytes) -> None:
    """The right values are those of the formulas, computed apart from any profile."""
    assert near(kept(file_of("RGB", (200, 60, 50), "JPEG", exif=facts)), (231, 57, 46))
    assert near(kept(file_of("RGB", (128, 128, 128), "JPEG", exif=facts)), (127, 127, 127))


@pytest.mark.parametrize("facts", [exif(colour_space=1), exif(65535, "R98"), exif(65535), exif()])
def test_other_photographs_without_a_profile_are_srgb(facts: bytes) -> None:
    assert near(kept(file_of("RGB", (200, 60, 50), "JPEG", exif=facts)), (200, 60, 50))


def test_a_profile_in_the_file_outweighs_its_exif_data() -> None:
    shot = file_of("RGB", VEST_IN_P3, "JPEG", icc_profile=P3, exif=exif(colour_space=2))
    assert near(kept(shot), VEST)
