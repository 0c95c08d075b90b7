"""A screenshot of every page, on a desktop (1366 px) and on a phone (390 px): `make pictures`.

    python scripts/pictures.py [--pages WORD] [--out FOLDER]

The test that visits every page (tests/journeys/test_every_page.py) takes them on the demonstration
season, each page with an account of a role that uses it, and also checks the pages.
FOLDER (default var/pictures) gets <account>-<page>-<desk|phone>.png; those that the README
shows are also copied to docs/pictures.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from machine import install_missing
from PIL import Image

WALK = "tests/journeys/test_every_page.py::test_no_page_has_a_fault[chromium]"
IN_README = {
    "nobody-front-desk": "front-desk",
    "city-desk-desk": "waiting-desk",
    "province-round-desk": "round-desk",
}
"""Picture → its name in docs/pictures."""
SHOWN = 1000
"""Height in pixels, from the top, of the pictures in the README."""


def main() -> None:
    """Run the test, copy the pictures; exits with the exit code of the test."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", default="", help="only addresses that hold this word")
    parser.add_argument("--out", type=Path, default=Path("var/pictures"))
    chosen = parser.parse_args()
    install_missing()
    chosen.out.mkdir(parents=True, exist_ok=True)
    words = ["--pictures", str(chosen.out), "--pages", chosen.pages]
    walked = subprocess.run([sys.executable, "-m", "pytest", "-q", *words, WALK])
    copy_for_readme(chosen.out)
    sys.exit(walked.returncode)


def copy_for_readme(out: Path) -> None:
    shown = Path("docs/pictures")
    shown.mkdir(parents=True, exist_ok=True)
    for name, copied in IN_README.items():
        if (out / f"{name}.png").exists():
            with Image.open(out / f"{name}.png") as whole:
                top = whole.crop((0, 0, whole.width, min(whole.height, SHOWN)))
                top.convert("P", palette=Image.Palette.ADAPTIVE).save(shown / f"{copied}.png")


if __name__ == "__main__":
    main()
