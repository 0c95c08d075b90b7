"""What the tests need from the machine: PostgreSQL, Chromium, nginx and a Chinese font.

Root gets what is missing from Debian; anyone else is told what to install.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def postgres_folder() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's newest, else that of the PATH."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parts[4])
    )
    found = shutil.which("initdb")
    folders = [*reversed(debian), *([Path(found).parent] if found else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def has_chromium() -> bool:
    """Whether the system's Chromium is on the PATH."""
    return any(map(shutil.which, ("chromium", "chromium-browser")))


def has_nginx() -> bool:
    """Whether nginx is there; only root has its folder on the PATH."""
    return bool(shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"))


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese characters."""
    listing = shutil.which("fc-list")
    return bool(listing and subprocess.check_output([listing, ":lang=zh", "family"]).strip())


def missing() -> list[str]:
    """Debian's names of the packages that are needed and not there."""
    present = {
        "postgresql": postgres_folder() is not None,
        "chromium": has_chromium(),
        "nginx": has_nginx(),
        "fonts-noto-cjk": has_chinese_font(),
    }
    return [package for package, there in present.items() if not there]


def install_missing() -> None:
    """Install what is missing, or leave with the names of what to install."""
    if packages := missing():
        install(packages)


def install(packages: list[str]) -> None:
    """From Debian, as root; anyone else is told what to install."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need: {' '.join(packages)}\nInstall them (Debian: apt-get install).")
    print("Installing", *packages, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wanted = ["install", "--yes", "--no-install-recommends", *packages, "fontconfig"]
    for words in (["update"], wanted):
        subprocess.run(["apt-get", "--quiet=2", *words], check=True, env=environment)
    if still := missing():
        sys.exit(f"Installed, and yet not found: {' '.join(still)}")
