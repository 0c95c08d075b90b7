"""The faces papers are set in, and which characters they can draw."""

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
"""Song and Hei with their bolds. ``scripts/fonts.py`` fetches them."""


@cache
def faces() -> typst.Fonts:
    """Ours and no others: neither the machine's faces nor those inside typst may slip in."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[VENDOR]
    )
    missing = FACES - {(face.family, face.weight) for face in found.fonts()}
    if missing:
        raise FontsMissing(", ".join(f"{family} {weight}" for family, weight in sorted(missing)))
    return found


@cache
def _drawn() -> frozenset[int]:
    """Code points that Song and Hei both draw, so that a word may stand in either."""
    song, hei = (_map_of(f"Noto{face}SC_400Regular.ttf") for face in ("Serif", "Sans"))
    return frozenset(song & hei)


def _map_of(name: str) -> set[int]:
    with TTFont(VENDOR / name, lazy=True) as face:
        return set(face.getBestCmap())


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that cannot be printed, such as an emoji, each once."""
    faces()
    return "".join(
        dict.fromkeys(c for c in printable(text) if ord(c) not in _drawn() and c != "\n")
    )


def printable(text: str) -> str:
    """``text`` without what has no shape of its own: controls, zero-width marks, half characters.

    They come along with texts copied out of chats and would break XML or print as boxes. Tabs
    and exotic spaces become spaces, foreign line ends line ends.
    """
    plain = text.replace("\r\n", "\n").replace("\t", " ")
    return "".join(_as_printed(character) for character in plain)


def _as_printed(character: str) -> str:
    kind = unicodedata.category(character)
    if character == "\n" or kind in ("Zl", "Zp"):
        return "\n"
    if kind == "Zs" and character != "\u3000":
        return " "
    is_selector = "\ufe00" <= character <= "\ufe0f"
    return "" if is_selector or kind in ("Cc", "Cf", "Cs") else character


def printable_data(data: Any) -> Any:
    """A tree of dicts, lists and texts with every text made ``printable``."""
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
