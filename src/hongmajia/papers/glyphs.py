"""The fonts documents are typeset in, and the characters they contain."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from .faults import FontsMissing

VENDOR = Path(__file__).parent / "vendor"
FACES = {
    ("Noto Serif SC", 400),
    ("Noto Serif SC", 700),
    ("Noto Sans SC", 400),
    ("Noto Sans SC", 700),
}
"""Song and Hei, regular and bold. ``scripts/fonts.py`` downloads them."""


@cache
def faces() -> typst.Fonts:
    """Our fonts only: neither the machine's nor those built into typst. Raises `FontsMissing`."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[VENDOR]
    )
    missing = FACES - {(face.family, face.weight) for face in found.fonts()}
    if missing:
        raise FontsMissing(", ".join(f"{family} {weight}" for family, weight in sorted(missing)))
    return found


@cache
def _drawn() -> frozenset[int]:
    """Code points that both Song and Hei contain, so that a text can be set in either."""
    song, hei = (_map_of(f"Noto{face}SC_400Regular.ttf") for face in ("Serif", "Sans"))
    return frozenset(song & hei)


def _map_of(name: str) -> set[int]:
    """The code points that a font contains."""
    with TTFont(VENDOR / name, lazy=True) as face:
        return set(face.getBestCmap())


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that cannot be printed, such as an emoji, each once."""
    faces()
    return "".join(
        dict.fromkeys(c for c in printable(text) if ord(c) not in _drawn() and c != "\n")
    )


def printable(text: str) -> str:
    """``text`` without characters that have no glyph of their own: controls, zero-width marks,
    surrogates.

    They come with texts copied from chats and would break XML or print as boxes. Tabs and unusual
    spaces become spaces, unusual line ends become line ends.
    """
    plain = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(_as_printed(character) for character in plain)


def _as_printed(character: str) -> str:
    """A character as it is printed; empty if it has no glyph of its own."""
    kind = unicodedata.category(character)
    if character == "\n" or kind in ("Zl", "Zp"):
        return "\n"
    if kind == "Zs" and character != "\u3000":
        return " "
    is_selector = "\ufe00" <= character <= "\ufe0f"
    return "" if is_selector or kind in ("Cc", "Cf", "Cs") else character


def printable_data(data: Any) -> Any:
    """A tree of dicts, lists and texts with every text made `printable`."""
    if isinstance(data, str):
        return printable(data)
    if isinstance(data, dict):
        return {key: printable_data(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [printable_data(value) for value in data]
    return data


def texts_in(data: Any) -> Iterable[str]:
    """Every text in a tree of dicts and lists."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts_in(value)
