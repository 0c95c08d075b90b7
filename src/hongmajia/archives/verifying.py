"""Verifying a package: nothing is missing, changed or added. Needs no database and no network."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import IO, Protocol
from zipfile import BadZipFile, ZipFile, is_zipfile

from .lists import MANIFEST, PAYLOAD, TAG_MANIFEST, BrokenList, read_list

PIECE = 1 << 20
LONGEST_LIST = 64 << 20
"""Bytes of a list; a longer one is not ours."""


class Fault(StrEnum):
    """What is wrong with a package."""

    NO_PACKAGE = "no_package"
    BROKEN_LIST = "broken_list"
    MISSING = "missing"
    CHANGED = "changed"
    ADDED = "added"


class Tampered(Exception):  # noqa: N818 - an answer, not an error
    """The package is not as it was made; ``path`` is the first file that shows it."""

    def __init__(self, fault: Fault, path: str = "") -> None:
        super().__init__(fault, path)
        self.fault, self.path = fault, path


@dataclass(frozen=True)
class Verified:
    """A package in which every file is as it was made; ``sha256`` is empty for a folder."""

    files: int
    size: int
    sha256: str


class Source(Protocol):
    """Where the files of a bag are read from, by their path in it."""

    def paths(self) -> Iterator[str]: ...

    def open(self, path: str) -> IO[bytes]: ...


class Folder:
    """An unpacked bag."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> Iterator[str]:
        """The paths of all that is no folder; a link is a file of its own."""
        for path in self.root.rglob("*"):
            if path.is_symlink() or not path.is_dir():
                yield path.relative_to(self.root).as_posix()

    def open(self, path: str) -> IO[bytes]:
        """Open one file for reading; a link leads out of the bag, so it is no file of it."""
        if (self.root / path).is_symlink():
            raise OSError(path)
        return (self.root / path).open("rb")


class Zipped:
    """A bag in the one folder of a .zip."""

    def __init__(self, file: ZipFile) -> None:
        names = [info.filename for info in file.infolist() if not info.is_dir()]
        self.file, self.names = file, names
        tops = {PurePosixPath(name).parts[0] for name in names if name.endswith(f"/{TAG_MANIFEST}")}
        if len(tops) != 1:
            raise Tampered(Fault.NO_PACKAGE)
        self.top = f"{tops.pop()}/"

    def paths(self) -> Iterator[str]:
        """The paths of all entries; what lies outside the folder keeps its name."""
        for name in self.names:
            yield name.removeprefix(self.top) if name.startswith(self.top) else f"/{name}"

    def open(self, path: str) -> IO[bytes]:
        """Open one entry for reading."""
        return self.file.open(self.top + path)


def verify(path: Path) -> Verified:
    """Verify a package, a .zip or its unpacked folder.

    Raises ``Tampered`` with the first file, in the order of paths, that is missing, changed or
    added; ``OSError`` if nothing can be read at ``path``.
    """
    if path.is_dir():
        return _verify(Folder(path), "")
    if not is_zipfile(path):
        path.open("rb").close()  # raises if it is not there
        raise Tampered(Fault.NO_PACKAGE)
    try:
        with ZipFile(path) as file:
            return _verify(Zipped(file), _digest_of(path))
    except BadZipFile as error:
        raise Tampered(Fault.NO_PACKAGE) from error


def _verify(source: Source, sha256: str) -> Verified:
    there = Counter(source.paths())
    if TAG_MANIFEST not in there:
        raise Tampered(Fault.NO_PACKAGE)
    tags = _read(source, TAG_MANIFEST)
    if MANIFEST not in tags:
        raise Tampered(Fault.MISSING, MANIFEST)
    _check(source, MANIFEST, tags[MANIFEST], there)  # before it is believed
    wanted = {**tags, **_read(source, MANIFEST)}
    size = 0
    for path in sorted({*wanted, *there} - {TAG_MANIFEST}):
        if path not in wanted or there[path] > 1:
            raise Tampered(Fault.ADDED, path)
        size += _check(source, path, wanted[path], there)
    if there[TAG_MANIFEST] > 1:
        raise Tampered(Fault.ADDED, TAG_MANIFEST)
    return Verified(sum(there.values()), size, sha256)


def _read(source: Source, path: str) -> dict[str, str]:
    """The list at ``path``; content is listed in the one, all else in the other."""
    with _readable(path), source.open(path) as file:
        text = file.read(LONGEST_LIST).decode()
    try:
        found = read_list(text)
    except BrokenList as error:
        raise Tampered(Fault.BROKEN_LIST, f"{path}:{error.line}") from error
    if any(name.startswith(PAYLOAD) != (path == MANIFEST) for name in found):
        raise Tampered(Fault.BROKEN_LIST, path)
    return found


def _check(source: Source, path: str, sha256: str, there: Counter[str]) -> int:
    """The size of a file that is as it was made."""
    if path not in there:
        raise Tampered(Fault.MISSING, path)
    with _readable(path), source.open(path) as file:
        size, digest = _digest(file)
    if digest != sha256:
        raise Tampered(Fault.CHANGED, path)
    return size


@contextmanager
def _readable(path: str) -> Iterator[None]:
    """A file that cannot be read, unpacked or decrypted is a changed one."""
    try:
        yield
    except (BadZipFile, zlib.error, OSError, EOFError, RuntimeError, UnicodeDecodeError) as error:
        raise Tampered(Fault.CHANGED, path) from error


def _digest(file: IO[bytes]) -> tuple[int, str]:
    size, found = 0, hashlib.sha256()
    while piece := file.read(PIECE):
        size += len(piece)
        found.update(piece)
    return size, found.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return _digest(file)[1]
