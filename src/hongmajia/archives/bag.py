"""Writing a bag (BagIt, RFC 8493) into a .zip, in pieces: each part is hashed while it is written.

Content lies below ``data/``. The lists of hashes have the format that ``sha256sum -c`` reads.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from .lists import DECLARATION, MANIFEST, PAYLOAD, TAG_MANIFEST, line_of

PIECE = 1 << 16
"""Bytes that are copied at a time."""
FILE_MODE = 0o644 << 16


@dataclass(frozen=True)
class Part:
    """One file of a bag: its path in it, its size in bytes, its SHA-256 in hex, and what it is."""

    path: str
    size: int
    sha256: str
    kind: str = ""
    note: str = ""


class Hashing:
    """A file open for writing that counts and hashes what passes through."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.size, self._hash = file, 0, hashlib.sha256()

    def write(self, content: bytes) -> int:
        """Write a piece."""
        self._hash.update(content)
        self.size += len(content)
        return self.file.write(content)

    def copy(self, source: IO[bytes]) -> None:
        """Write all of ``source``, in pieces."""
        while piece := source.read(PIECE):
            self.write(piece)

    @property
    def sha256(self) -> str:
        """The SHA-256, in hex, of what was written."""
        return self._hash.hexdigest()


class Bag:
    """A bag that is being written to ``file``; all its files lie in the folder ``name``.

    ``moment`` is the time of all entries, so that nothing in the .zip depends on how long it took.
    """

    def __init__(self, file: IO[bytes], name: str, moment: datetime) -> None:
        self._zip, self.name = ZipFile(file, "w"), name
        self._time = moment.timetuple()[:6]
        self.payload: list[Part] = []
        self._tags: list[Part] = []

    @contextmanager
    def content(
        self, path: str, kind: str, note: str = "", *, is_packed: bool = True
    ) -> Iterator[Hashing]:
        """Write a file of content to ``data/path``; ``is_packed`` compresses it."""
        where = f"{PAYLOAD}{path}"
        with self._entry(where, ZIP_DEFLATED if is_packed else ZIP_STORED) as hashing:
            yield hashing
        self.payload.append(Part(where, hashing.size, hashing.sha256, kind, note))

    def tag(self, path: str, text: str) -> None:
        """Write a file that describes the bag."""
        with self._entry(path, ZIP_DEFLATED) as hashing:
            hashing.write(text.encode())
        self._tags.append(Part(path, hashing.size, hashing.sha256))

    @contextmanager
    def _entry(self, path: str, how: int) -> Iterator[Hashing]:
        info = ZipInfo(f"{self.name}/{path}", self._time)
        info.compress_type, info.external_attr = how, FILE_MODE
        with self._zip.open(info, "w", force_zip64=True) as file:
            yield Hashing(file)

    def close(self, facts: dict[str, Any]) -> None:
        """Write declaration, ``facts`` (``bag-info.txt``) and lists, and end the .zip."""
        self.tag("bagit.txt", DECLARATION)
        total = sum(part.size for part in self.payload)
        lines = {**facts, "Payload-Oxum": f"{total}.{len(self.payload)}"}
        self.tag("bag-info.txt", "".join(f"{key}: {value}\n" for key, value in lines.items()))
        self.tag(MANIFEST, _list(self.payload))
        with self._entry(TAG_MANIFEST, ZIP_DEFLATED) as hashing:
            hashing.write(_list(self._tags).encode())
        self._zip.close()

    @property
    def files(self) -> int:
        """How many files the bag has once it is closed, its lists included."""
        return len(self.payload) + len(self._tags) + 1


def _list(parts: list[Part]) -> str:
    return "".join(line_of(part.sha256, part.path) for part in sorted(parts, key=_path))


def _path(part: Part) -> str:
    return part.path
