"""Texts and tracebacks without what people typed.

Messages of errors often quote the value that was wrong. Chinese text, numbers as long as a
telephone number, mail addresses, tracking codes and paths of web addresses become ``…``; the
details that PostgreSQL adds, which quote rows, are left out.
"""

import re
from collections.abc import Iterator
from functools import partial
from itertools import chain, zip_longest
from traceback import TracebackException

GAP = "…"
_GAPS = r"[ .\u00a0\u2010-\u2015\uff0d-]?"
"""What people write between the digits of a number."""
# Boundaries name ASCII characters: Chinese counts as letters in ``\w`` and ``\b``, so that a number
# beside it would have none.
_UUID = re.compile(
    r"(?<![0-9A-Za-z])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z])", re.IGNORECASE
)
_TYPED = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+"  # mail addresses
    r"|[\u3400-\u9fff\uf900-\ufaff]+"  # Chinese
    rf"|(?<![0-9A-Za-z])\+?\d(?:{_GAPS}\d){{6,}}[Xx]?(?![0-9A-Za-z])"  # any long number
    rf"|(?<!\d)(?:86)?1[3-9]\d(?:{_GAPS}\d){{8}}(?!\d)"  # mobile numbers, also beside letters
    r"|(?<!\d)\d{17}[\dXx](?!\d)"  # identity numbers, also beside letters
    r"|(?<![0-9A-Za-z])HM-[\w-]+",  # tracking codes
)
_PATH_OF_URL = re.compile(r"(https?://[^/\s'\"]+)/[^\s'\"]*")
_ROW_OF_DATABASE = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*", re.MULTILINE | re.DOTALL)


def scrubbed(text: str) -> str:
    """The text with what people may have typed replaced by ``…``; UUIDs, our own ids, stay."""
    without_rows = _ROW_OF_DATABASE.sub("", text).rstrip()
    without_paths = _PATH_OF_URL.sub(rf"\1/{GAP}", without_rows)
    between = map(partial(_TYPED.sub, GAP), _UUID.split(without_paths))
    return "".join(chain(*zip_longest(between, _UUID.findall(without_paths), fillvalue="")))


def traceback_text(error: BaseException) -> str:
    """Where the error was raised and what caused it; messages scrubbed, no local variables."""
    return "\n".join(_parts(TracebackException.from_exception(error)))


def _parts(error: TracebackException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause:
        yield from _parts(cause)
        yield "\nThe above led to:\n"
    yield "Traceback (most recent call last):"
    yield "".join(error.stack.format()).rstrip()
    yield scrubbed("".join(error.format_exception_only()))
