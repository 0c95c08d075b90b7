"""The lists of hashes in a bag: one line for each file, as ``sha256sum`` writes and reads them."""

import re

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
PAYLOAD = "data/"
LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


class BrokenList(Exception):  # noqa: N818 - an answer, not an error
    """A list with a line that is none, or that names a file twice; ``line`` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def line_of(sha256: str, path: str) -> str:
    """The line of one file. Our paths have no line breaks and no backslashes."""
    return f"{sha256}  {path}\n"


def read_list(text: str) -> dict[str, str]:
    """Path → SHA-256 in lower case; raises ``BrokenList``."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        match = LINE.fullmatch(line)
        if match is None or match[2] in found:
            raise BrokenList(number)
        found[match[2]] = match[1].lower()
    return found
