"""The fonts documents are typeset in, the characters they contain, and what stands for others."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from .characters import in_other_codes, printable
from .faults import FontsMissing

VENDOR = Path(__file__).parent / "vendor"
SONG, HEI = ("Noto Serif SC", "Noto Serif"), ("Noto Sans SC", "Noto Sans")
SIGNS = (
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Sans Math",
    "Noto Emoji",
    "Hongmajia Rare Han",
)
"""Families that are asked for a character in this order, in ``papers.typ`` as here."""
ONE_WEIGHT = ("Noto Sans Symbols 2", "Noto Sans Math", "Hongmajia Rare Han")
FACES = {
    (family, weight)
    for family in (*SONG, *HEI, *SIGNS)
    for weight in (400, 700)
    if weight == 400 or family not in ONE_WEIGHT
}
"""``scripts/fonts.py`` downloads them."""
MISSING = "〓"
"""What printers set for a character that they do not have."""
AROUND = 8
"""Characters shown on either side of one that is missing."""
CLUSTER = re.compile(
    r"[^\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]?"
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]*",
    re.DOTALL,
)
"""A character and the marks that are set on it, all from one font."""


@dataclass(frozen=True)
class Unprinted:
    """A character that no font has, and the words in which ``MISSING`` stands for it."""

    character: str
    words: str

    @property
    def code(self) -> str:
        """Such as ``U+E000``."""
        return f"U+{ord(self.character):04X}"


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
def _maps() -> tuple[tuple[frozenset[int], ...], ...]:
    """For Song and for Hei, the code points of each font that is asked."""
    return tuple(
        tuple(_map_of(family) for family in (*families, *SIGNS)) for families in (SONG, HEI)
    )


@cache
def _map_of(family: str) -> frozenset[int]:
    """The code points that a font contains."""
    name = family.removeprefix("Hongmajia ").replace(" ", "")
    (path,) = VENDOR.glob(f"{name}_400Regular.*")
    with TTFont(path, lazy=True) as face:
        return frozenset(face.getBestCmap())


@lru_cache(maxsize=50_000)
def _is_drawn(cluster: str) -> bool:
    """Whether Song and Hei, with the fonts of signs, both have all of it in one font."""
    wanted = {ord(character) for character in unicodedata.normalize("NFC", cluster)}
    return all(any(wanted <= font for font in fonts) for fonts in _maps())


def _lines_up(text: str) -> Iterator[tuple[str, bool]]:
    """Each character as it is printed, and whether it can be."""
    for cluster in CLUSTER.findall(text):
        if cluster == "\n" or not cluster or _is_drawn(cluster):
            yield from ((character, True) for character in cluster)
        else:
            yield from _of_parts(cluster)


def _of_parts(cluster: str) -> Iterator[tuple[str, bool]]:
    """A character that is not drawn, in other codes if these are; its marks are given up."""
    for n, character in enumerate(cluster):
        other = in_other_codes(character)
        if n == 0 and all(_is_drawn(part) for part in other):
            yield from ((part, True) for part in other)
        else:
            yield character, False


def missing_glyphs(text: str) -> str:
    """The characters of ``text`` that cannot be printed, such as private ones, each once."""
    faces()
    found = _lines_up(printable(text))
    return "".join(dict.fromkeys(character for character, is_drawn in found if not is_drawn))


def set_in_print(data: Any) -> tuple[Any, list[Unprinted]]:
    """A tree of dicts, lists and texts as it is printed, and what of it cannot be."""
    unprinted: list[Unprinted] = []
    return _in_print(data, unprinted), unprinted


def _in_print(data: Any, unprinted: list[Unprinted]) -> Any:
    if isinstance(data, str):
        return _text_in_print(data, unprinted)
    if isinstance(data, dict):
        return {key: _in_print(value, unprinted) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_in_print(value, unprinted) for value in data]
    return data


def _text_in_print(text: str, unprinted: list[Unprinted]) -> str:
    signs = list(_lines_up(printable(text)))
    printed = "".join(character if is_drawn else MISSING for character, is_drawn in signs)
    for n, (character, is_drawn) in enumerate(signs):
        if not is_drawn:
            words = printed[max(n - AROUND, 0) : n + AROUND + 1]
            unprinted.append(Unprinted(character, " ".join(words.split())))
    return printed
