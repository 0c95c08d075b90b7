"""Uploaded photographs, and what is kept of them."""

import contextlib
import io
import struct
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pi_heif
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from hongmajia.core import images
from hongmajia.core.images import clean_photo, size_kept
from tests.photographs import HEIC, of_108_megapixels

RED, WHITE = (196, 22, 28), (255, 255, 255)
ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825


def upload(content: bytes, name: str = "IMG_0001.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(kind: str = "JPEG", size: tuple[int, int] = (120, 80), **options: Any) -> bytes:
    return encoded(Image.new("RGB", size, RED), kind, **options)


def kept(content: bytes, name: str = "IMG_0001.jpg") -> Image.Image:
    return Image.open(clean_photo(upload(content, name)))


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(ValidationError) as refused:
        clean_photo(upload(content))
    return refused.value.code, refused.value.messages[0]


def png_of(width: int, height: int) -> bytes:
    """A PNG that is a few dozen bytes small and says it is that large."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)


@pytest.mark.parametrize(
    "shot",
    [photo(), photo("PNG"), photo("WEBP"), photo("AVIF"), HEIC],
    ids=["JPEG", "PNG", "WEBP", "AVIF", "HEIC"],
)
def test_what_phones_make_becomes_a_jpeg(shot: bytes) -> None:
    picture = kept(shot)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (120, 80))
    assert all(abs(a - b) < 12 for a, b in zip(picture.getpixel((60, 40)), RED, strict=True))


def test_the_content_decides_not_the_name() -> None:
    assert kept(photo("PNG"), name="照片.heic").format == "JPEG"


def test_where_and_with_what_it_was_taken_is_gone() -> None:
    exif = Image.Exif()
    exif[MAKE] = "Phone"
    exif[GPS] = {1: "N", 2: (30.0, 52.0, 1.0)}
    shot = photo(exif=exif, comment="德清县武康镇", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    assert b"Phone" in shot
    stored = clean_photo(upload(shot)).read()
    assert not Image.open(io.BytesIO(stored)).getexif()
    assert not [word for word in (b"Phone", "德清".encode(), b"xmpmeta") if word in stored]


def test_the_place_in_a_heic_is_gone_too() -> None:
    assert Image.open(io.BytesIO(HEIC)).getexif().get_ifd(GPS)
    assert not kept(HEIC).getexif()


def test_the_file_name_tells_nothing() -> None:
    first = clean_photo(upload(photo(), name="董建国身份证.jpg"))
    second = clean_photo(upload(photo(), name="董建国身份证.jpg"))
    assert "董" not in first.name
    assert first.name != second.name


def test_a_photo_held_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    assert kept(photo(size=(120, 80), exif=exif)).size == (80, 120)


@pytest.mark.parametrize(
    ("size", "expected"), [((4000, 3000), (2000, 1500)), ((900, 3000), (600, 2000))]
)
def test_large_photos_are_shrunk(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert kept(photo(size=size)).size == expected


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1000, 20_000), (1000, 20_000)),  # a long screenshot stays legible
        ((16_000, 2000), (8000, 1000)),  # a panorama
        ((30_000, 900), (20_000, 600)),
        ((40_000, 1), (20_000, 1)),
    ],
)
def test_very_long_images_do_not_become_strips(
    size: tuple[int, int], expected: tuple[int, int]
) -> None:
    assert kept(photo("PNG", size=size)).size == expected


@pytest.mark.parametrize("width", [1, 7, 900, 3000, 11_999, 70_000])
@pytest.mark.parametrize("height", [1, 2000, 2001, 9000, 65_000])
def test_an_image_never_grows_and_fits_in_a_jpeg(width: int, height: int) -> None:
    found = size_kept(width, height)
    assert 1 <= found[0] <= width
    assert 1 <= found[1] <= height
    assert max(found) <= 20_000
    assert size_kept(*reversed((width, height))) == found[::-1]


def test_small_photos_keep_their_size() -> None:
    assert kept(photo(size=(640, 480))).size == (640, 480)


@pytest.mark.parametrize(("mode", "colour"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))])
def test_what_is_transparent_becomes_white(mode: str, colour: tuple[int, ...]) -> None:
    assert kept(encoded(Image.new(mode, (20, 20), colour), "PNG")).getpixel((9, 9)) == WHITE


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16"])
def test_other_kinds_of_pixels_are_understood(mode: str) -> None:
    assert kept(encoded(Image.new(mode, (20, 20)), "PNG")).mode == "RGB"


def test_a_print_shops_colours_are_understood() -> None:
    assert kept(encoded(Image.new("CMYK", (20, 20)), "JPEG")).mode == "RGB"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7 renamed to .jpg",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        photo("GIF"),
        photo("TIFF"),
        photo()[:300],
        HEIC[:200],
    ],
    ids=["empty", "pdf", "svg", "gif", "tiff", "half a jpeg", "half a heic"],
)
def test_what_is_no_photograph_is_refused_in_words(content: bytes) -> None:
    code, words = refusal(content)
    assert code == "unreadable"
    assert words.startswith("这张照片打不开")


@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_a_decompression_bomb_is_refused_before_it_goes_off(side: int) -> None:
    """From just above our limit to where the library itself warns, and then refuses."""
    code, words = refusal(png_of(side, side))
    assert (code, words) == ("too_many_pixels", "这张照片的尺寸太大，请缩小后再传。")


MEASURED = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from django.core.files.base import File
from hongmajia.core.images import clean_photo
from PIL import Image
facts = lambda: dict(line.split(":") for line in Path("/proc/self/status").open())
peak = lambda: int(facts()["VmHWM"].split()[0]) // 1024
clean = lambda path: Image.open(clean_photo(File(open(path, "rb"))))
before = peak()
with ThreadPoolExecutor(2) as threads:
    picture, _ = threads.map(clean, [sys.argv[1]] * 2)
print(*picture.size, *picture.getpixel((1000, 750)), peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
@pytest.mark.parametrize(("ending", "megabytes"), [("jpg", 700), ("heic", 800)])
def test_108_megapixels_within_bounds_of_memory(
    ending: str, megabytes: int, tmp_path: Path
) -> None:
    """Two at once in a process of its own, where the peak is that of one (getrusage would count
    the peak of the process that started it too)."""
    shot = tmp_path / "shot"
    shot.write_bytes(of_108_megapixels(ending))
    output = subprocess.check_output([sys.executable, "-c", MEASURED, str(shot)], text=True)
    width, height, *colour, peak = map(int, output.split())
    assert (width, height) == (2000, 1500)
    assert all(abs(a - b) < 6 for a, b in zip(colour, RED, strict=True))
    assert megabytes / 2 < peak < megabytes


def test_large_photographs_are_decoded_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "LARGE", 1000)
    shrunk, under_way, most = images._shrunk, [], []

    def watched(image: Image.Image) -> Image.Image:
        under_way.append(image)
        most.append(len(under_way))
        time.sleep(0.02)
        under_way.remove(image)
        return shrunk(image)

    monkeypatch.setattr(images, "_shrunk", watched)
    with ThreadPoolExecutor(4) as threads:
        sent = [photo() for _ in range(4)]
        assert len(list(threads.map(kept, sent))) == 4
    assert max(most) == 1


def test_a_file_too_heavy_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_BYTES", 100)
    assert refusal(photo())[0] == "too_big"


@pytest.mark.parametrize("name", ["照片" * 200 + ".jpg", "a/../b\x00\u202egpj.exe", "…", ""])
def test_any_name_will_do(name: str) -> None:
    assert kept(photo(), name or "x").size == (120, 80)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL.TiffImagePlugin")  # of broken EXIF
@settings(max_examples=150, deadline=None)
@given(
    shot=st.sampled_from([photo(), photo("PNG"), photo("WEBP"), HEIC, photo("AVIF")]),
    place=st.floats(0, 1, exclude_max=True),
    junk=st.binary(min_size=1, max_size=12),
)
def test_broken_bytes_never_break_us(shot: bytes, place: float, junk: bytes) -> None:
    """Either it is still a photograph, or it is refused in words; nothing else is raised."""
    at = int(place * len(shot))
    broken = shot[:at] + junk + shot[at + len(junk) :]
    with contextlib.suppress(ValidationError):
        assert Image.open(clean_photo(upload(broken))).format == "JPEG"


def test_the_decoder_comes_without_an_encoder() -> None:
    """The HEVC encoder that pillow-heif bundles, x265, is GPL; pi-heif brings the decoder alone."""
    assert pi_heif.libheif_info()["decoders"]
    assert "x265" not in pi_heif.libheif_info()["encoders"]
