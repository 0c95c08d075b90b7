"""System packages that the tests need: PostgreSQL, Chromium, nginx and a Chinese font.

As root on Debian, missing ones are installed; otherwise a message says what to install.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 6 * 2**30
"""Bytes that all tests together may write to temporary files."""


def postgres_folder() -> Path | None:
    """The folder of PostgreSQL's programs: Debian's newest, else that of the PATH."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parts[4])
    )
    found = shutil.which("initdb")
    folders = [*reversed(debian), *([Path(found).parent] if found else [])]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def has_chromium() -> bool:
    """Whether a Chromium is on the PATH; see ``tests/journeys/conftest.py``."""
    return any(map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser")))


def has_nginx() -> bool:
    """Whether nginx is installed; /usr/sbin is on the PATH of root only."""
    return bool(shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"))


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese characters."""
    listing = shutil.which("fc-list")
    return bool(listing and subprocess.check_output([listing, ":lang=zh", "family"]).strip())


def missing() -> list[str]:
    """The Debian names of the missing packages."""
    present = {
        "postgresql": postgres_folder() is not None,
        "chromium-headless-shell": has_chromium(),
        "nginx": has_nginx(),
        "fonts-noto-cjk": has_chinese_font(),
    }
    return [package for package, there in present.items() if not there]


def install_missing() -> None:
    """Install what is missing; SystemExit with the package names if that is not possible."""
    if packages := missing():
        install(packages)


def install(packages: list[str]) -> None:
    """Install Debian packages as root; SystemExit with their names for any other user."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need: {' '.join(packages)}\nInstall them (Debian: apt-get install).")
    print("Installing", *packages, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wanted = ["install", "--yes", "--no-install-recommends", *packages, "fontconfig"]
    for words in (["update"], wanted):
        subprocess.run(["apt-get", "--quiet=2", *words], check=True, env=environment)
    if still := missing():
        sys.exit(f"Installed, and yet not found: {' '.join(still)}")


@contextmanager
def fast_temporary_files() -> Iterator[None]:
    """Keep temporary files in memory where there is room; all are deleted at the end.

    Databases and folders for uploads come and go with each test: on a disk that is a tenth of the
    time.
    """
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ENOUGH:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="hongmajia-", dir=MEMORY) as folder:
        Path(folder).chmod(0o755)  # servers of the tests run as other users
        os.environ["TMPDIR"] = tempfile.tempdir = folder
        yield
