"""What requests name in addresses and raw fields: keys of rows, short texts.

Digits are those of ASCII: ``str.isdigit`` is true of ``²``, of which ``int`` makes no number.
"""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from django.http import QueryDict

LAST_KEY = 2**63 - 1
"""The greatest integer that both databases store. No row has it as its key."""
KEY = re.compile(r"[0-9]+")

NUL = "\0"


def key_of(words: str | None) -> int | None:
    """The number that ``words`` are, ``None`` if they are none.

    A greater one than databases store becomes ``LAST_KEY``: as unknown as any key not yet given.
    """
    if not words or not KEY.fullmatch(words):
        return None
    digits = words.lstrip("0")[: len(str(LAST_KEY)) + 1]  # int() refuses thousands of digits
    return min(int(digits or "0"), LAST_KEY)


def keys_of(words: Iterable[str]) -> list[int]:
    """The numbers among ``words``; the others are left out."""
    return [key for word in words if (key := key_of(word)) is not None]


def text_of(fields: QueryDict, name: str, longest: int) -> str:
    """The text of a field that no form checks, without NUL and cut to ``longest`` characters."""
    return str(fields.get(name, "")).replace(NUL, "")[:longest]


def address_of(words: str) -> SplitResult:
    """The parts of an address that a browser names, as in ``Referer``; empty if it is none."""
    try:
        return urlsplit(words)
    except ValueError:  # such as “http://[”
        return urlsplit("")


def without_nul(query: QueryDict) -> QueryDict:
    """The same query without NUL in any name or value."""
    clean = QueryDict(mutable=True)
    for name, values in query.lists():
        clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    clean._mutable = False
    return clean
