"""Fetch the faces that papers are set in out of the npm packages: Song and Hei, regular and bold.

The packages carry every weight; the product keeps the four it uses.
"""

import shutil
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent
PACKAGES = HOUSE / "node_modules/@expo-google-fonts"
TARGET = HOUSE / "src/hongmajia/papers/vendor"
FACES = {
    "noto-serif-sc": ("400Regular/NotoSerifSC_400Regular.ttf", "700Bold/NotoSerifSC_700Bold.ttf"),
    "noto-sans-sc": ("400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf"),
}
LICENCE = "LICENSE_FONT"


def fetch(package: str, faces: tuple[str, ...]) -> None:
    """Copy the faces of one package, and its licence (OFL 1.1) beside them."""
    for face in faces:
        path = PACKAGES / package / face
        if not path.exists():
            sys.exit(f"@expo-google-fonts/{package} has no {face}; see scripts/fonts.py")
        shutil.copyfile(path, TARGET / path.name)
    shutil.copyfile(PACKAGES / package / LICENCE, TARGET / f"{package}-{LICENCE}.txt")


def main() -> None:
    """Write papers/vendor/*.ttf."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for package, faces in FACES.items():
        fetch(package, faces)


if __name__ == "__main__":
    main()
