"""Static files of the installed package, collected under hashed names into ``STATIC_ROOT``.

Browsers may cache a file with a hashed name for ever. The package itself may be read-only, so the
collected files stand in the data folder.
"""

import fcntl
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedNames(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Hashed names once the files are collected; before that, in a command, the plain ones."""

    def stored_name(self, name: str) -> str:
        """Return the name under which browsers fetch it; ``ValueError`` for a missing file."""
        return str(super().stored_name(name)) if self.hashed_files else name


def gather() -> bool:
    """Collect the files if any changed since the last time; return whether that was so.

    Several web processes may start at once: one collects, the others wait. Files of earlier
    versions stay, for pages that are still open somewhere.
    """
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / "gathered").open("a+") as note:
        fcntl.flock(note, fcntl.LOCK_EX)
        note.seek(0)
        now = fingerprint()
        if note.read() == now:
            return False
        _collect(root)
        note.truncate(0)
        note.write(now)
    return True


def _collect(root: Path) -> None:
    for name, _ in static_files():
        (root / name).unlink(missing_ok=True)  # else one with a later date would be kept
    call_command("collectstatic", interactive=False, verbosity=0)


def static_files() -> Iterator[tuple[str, Path]]:
    """Name and path of every static file of the installed applications."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield name, Path(storage.path(name))


def fingerprint() -> str:
    """Return a hash that changes with every change of a static file."""
    found = sha256()
    for name, path in static_files():
        stat = path.stat()
        found.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return found.hexdigest()
