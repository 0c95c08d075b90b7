"""Copy the fonts of printed documents from the npm packages: Song and Hei, regular and bold.

The packages contain every weight; only the four that the product uses are copied.
"""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "node_modules/@expo-google-fonts"
TARGET = ROOT / "src/hongmajia/papers/vendor"
FONTS = {
    "noto-serif-sc": ("400Regular/NotoSerifSC_400Regular.ttf", "700Bold/NotoSerifSC_700Bold.ttf"),
    "noto-sans-sc": ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"),
}
LICENCE = "LICENSE_FONT"


def copy(package: str, fonts: tuple[str, ...]) -> None:
    """Copy the fonts of one package and its licence (OFL 1.1); SystemExit if one is missing."""
    for font in fonts:
        path = PACKAGES / package / font
        if not path.exists():
            sys.exit(f"@expo-google-fonts/{package} has no {font}; see scripts/fonts.py")
        shutil.copyfile(path, TARGET / path.name)
    shutil.copyfile(PACKAGES / package / LICENCE, TARGET / f"{package}-{LICENCE}.txt")


def main() -> None:
    """Write papers/vendor/*.ttf."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for package, fonts in FONTS.items():
        copy(package, fonts)


if __name__ == "__main__":
    main()
