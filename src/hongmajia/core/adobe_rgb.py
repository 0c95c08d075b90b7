"""Adobe RGB (1998): cameras say by two EXIF tags that a photograph is in it, without a profile."""

import struct
from functools import cache

from PIL import Image

EXIF, COLOUR_SPACE = 0x8769, 0xA001
INTEROPERABILITY, INDEX = 0xA005, 0x0001
ADOBE = 2
"""Written by cameras for the colour space, though EXIF itself knows 1 (sRGB) and 65535 only."""
OPTIONAL = "R03"
"""The “optional colour space” of DCF 2.0, which is Adobe RGB."""

GAMMA = 563 / 256
WHITE = (0.9642, 1.0, 0.8249)
COLORANTS = {
    b"rXYZ": (0.60974, 0.31111, 0.01947),
    b"gXYZ": (0.20528, 0.62567, 0.06087),
    b"bXYZ": (0.14919, 0.06322, 0.74457),
}
"""Red, green and blue as XYZ under D50, as Adobe publishes them."""
VERSION = 0x02100000


def is_adobe_rgb(image: Image.Image) -> bool:
    """Whether the EXIF data of a photograph say so."""
    facts = image.getexif()
    index = str(facts.get_ifd(INTEROPERABILITY).get(INDEX, ""))
    return facts.get_ifd(EXIF).get(COLOUR_SPACE) == ADOBE or index.startswith(OPTIONAL)


@cache
def adobe_rgb_profile() -> bytes:
    """A profile of that colour space (ICC.1:2001-04), made here, for Adobe's own is not free."""
    curve = b"curv" + struct.pack(">xxxxIHxx", 1, round(GAMMA * 256))
    tags = {
        b"desc": _description(b"Adobe RGB compatible"),
        b"cprt": b"text\0\0\0\0public\0\0",
        b"wtpt": _xyz(WHITE),
        **{name: _xyz(colour) for name, colour in COLORANTS.items()},
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, content = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, value in tags.items():
        table += struct.pack(">4sII", name, start + len(content), len(value))
        content += value
    return _header(start + len(content)) + table + content


def _header(size: int) -> bytes:
    fixed = struct.pack(
        ">I4xI4s4s4s12x4s28x", size, VERSION, b"mntr", b"RGB ", b"XYZ ", b"acsp"
    ) + _numbers(WHITE)
    return fixed.ljust(128, b"\0")


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _numbers(values)


def _numbers(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(value * 65536) for value in values))


def _description(name: bytes) -> bytes:
    text = struct.pack(">I", len(name) + 1) + name + b"\0"
    return (b"desc\0\0\0\0" + text).ljust(12 + len(name) + 1 + 4 + 4 + 2 + 1 + 67, b"\0")
