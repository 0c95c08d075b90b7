"""The list of what is in a backup: each table and each file with its hash (``manifest.json``)."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from .errors import BackupError

NAME = "manifest.json"
FORMAT = 1
"""A higher number tells earlier versions of the product that they cannot read a backup."""
CHUNK = 1 << 20


@dataclass(frozen=True)
class Table:
    """The number of rows of a table, and the SHA-256 of all of them, in hex."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class File:
    """The bytes of a file, and their SHA-256 in hex."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What a backup holds.

    ``vendor`` is Django's name of the database, ``keys`` the public ids of the encryption keys
    that its rows need, ``migrations`` those that had been applied. ``files`` has paths relative to
    the folder of the backup, that of the database among them.
    """

    version: str
    made_at: str
    vendor: str
    keys: list[str]
    migrations: list[str]
    tables: dict[str, Table] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def size(self) -> int:
        """The bytes of all files."""
        return sum(file.size for file in self.files.values())

    def write(self, folder: Path) -> None:
        """Save it in the folder of the backup."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a backup; ``BackupError`` if it is missing, damaged or of a later format."""
    try:
        facts = json.loads((folder / NAME).read_text(encoding="utf-8"))
        if facts["format"] > FORMAT:
            raise BackupError(_("这份备份是更新的版本做的，请先升级再恢复。"))
        facts["tables"] = {name: Table(**table) for name, table in facts["tables"].items()}
        facts["files"] = {name: File(**file) for name, file in facts["files"].items()}
        return Manifest(**facts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        words = _("%(folder)s里没有能读的备份清单（%(name)s）。")
        raise BackupError(words % {"folder": folder, "name": NAME}) from error


def describe_file(path: Path) -> File:
    """The size and the hash of a file."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return File(size, digest.hexdigest())
