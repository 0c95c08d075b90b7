"""Copy the fonts of printed documents from the npm packages: Song and Hei, and what they lack.

The packages contain every weight; only those that the product uses are copied. Of Source Han Sans
only the rare Chinese characters are kept that Song and Hei lack (docs/adr/0036).
"""

import shutil
import sys
from pathlib import Path

from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "node_modules"
TARGET = ROOT / "src/hongmajia/papers/vendor"
REGULAR, BOLD = "400Regular", "700Bold"
FONTS = {
    "noto-serif-sc": ("NotoSerifSC", (REGULAR, BOLD)),
    "noto-sans-sc": ("NotoSansSC", (REGULAR, BOLD)),
    "noto-serif": ("NotoSerif", (REGULAR, BOLD)),
    "noto-sans": ("NotoSans", (REGULAR, BOLD)),
    "noto-sans-symbols": ("NotoSansSymbols", (REGULAR, BOLD)),
    "noto-sans-symbols-2": ("NotoSansSymbols2", (REGULAR,)),
    "noto-sans-math": ("NotoSansMath", (REGULAR,)),
    "noto-emoji": ("NotoEmoji", (REGULAR, BOLD)),
}
"""Package of @expo-google-fonts: the name of its files, and the weights."""
LICENCE = "LICENSE_FONT"
WHOLE = PACKAGES / "node-source-han-sans-sc"
RARE, RARE_FAMILY = "RareHan_400Regular.otf", "Hongmajia Rare Han"
"""The licence (OFL 1.1) reserves the name of the whole font to unchanged copies."""
HAN = (
    (0x2E80, 0x2FFF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip
FAMILY, FULL_NAME, POSTSCRIPT_NAME, LICENCE_TEXT, TYPOGRAPHIC_FAMILY = 1, 4, 6, 13, 16
"""Records of a font's table of names."""


def copy(package: str, name: str, weights: tuple[str, ...]) -> None:
    """Copy the fonts of one package and its licence (OFL 1.1); SystemExit if one is missing."""
    folder = PACKAGES / "@expo-google-fonts" / package
    for weight in weights:
        path = folder / weight / f"{name}_{weight}.ttf"
        if not path.exists():
            sys.exit(f"@expo-google-fonts/{package} has no {path.name}; see scripts/fonts.py")
        shutil.copyfile(path, TARGET / path.name)
    shutil.copyfile(folder / LICENCE, TARGET / f"{package}-{LICENCE}.txt")


def cut_rare() -> None:
    """Write a font of the Chinese characters that Source Han Sans has and Song or Hei lacks."""
    whole = TTFont(WHOLE / "SourceHanSansSC-Regular.otf")
    subsetter = Subsetter()
    subsetter.populate(unicodes=_rare(set(whole.getBestCmap())))
    subsetter.subset(whole)
    _rename(whole)
    whole.save(TARGET / RARE)
    shutil.copyfile(WHOLE / "LICENSE", TARGET / f"rare-han-{LICENCE}.txt")


def _rare(found: set[int]) -> set[int]:
    """Of ``found`` the Chinese characters that Song and Hei do not both have."""
    common = _map_of("NotoSerifSC") & _map_of("NotoSansSC")
    return {c for c in found - common if any(first <= c <= last for first, last in HAN)}


def _map_of(name: str) -> set[int]:
    with TTFont(TARGET / f"{name}_{REGULAR}.ttf", lazy=True) as font:
        return set(font.getBestCmap())


def _rename(font: TTFont) -> None:
    """Give the font its own name everywhere that a program looks for one."""
    postscript = RARE_FAMILY.replace(" ", "")
    names = {
        **dict.fromkeys((FAMILY, FULL_NAME, TYPOGRAPHIC_FAMILY), RARE_FAMILY),
        POSTSCRIPT_NAME: postscript,
        LICENCE_TEXT: "SIL Open Font License, Version 1.1",
    }
    font["name"].names = []
    for key, value in names.items():
        font["name"].setName(value, key, 3, 1, 0x409)
    font["CFF "].cff.fontNames = [postscript]


def main() -> None:
    """Write papers/vendor/; the rare characters last, for the Makefile looks at that file."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for package, (name, weights) in FONTS.items():
        copy(package, name, weights)
    cut_rare()


if __name__ == "__main__":
    main()
