"""Texts and tracebacks without what people typed.

Messages of errors often quote the value that was wrong. Chinese text, numbers as long as a
telephone number, mail addresses, tracking codes and paths of web addresses become ``…``; the
details that PostgreSQL adds, which quote rows, are left out.
"""

import re
from collections.abc import Iterator
from traceback import TracebackException

GAP = "…"
_TYPED = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]+"  # Chinese
    r"|(?<![\w-])\+?\d(?:[ -]?\d){6,}(?![\w-])"  # telephone and identity numbers, not UUIDs
    r"|[\w.+-]+@[\w-]+\.[\w.-]+"  # mail addresses
    r"|\bHM-[\w-]+"  # tracking codes
)
_PATH_OF_URL = re.compile(r"(https?://[^/\s'\"]+)/[^\s'\"]*")
_ROW_OF_DATABASE = re.compile(r"^(DETAIL|CONTEXT|LINE \d+):.*", re.MULTILINE | re.DOTALL)


def scrubbed(text: str) -> str:
    """The text with what people may have typed replaced by ``…``."""
    without_rows = _ROW_OF_DATABASE.sub("", text).rstrip()
    return _TYPED.sub(GAP, _PATH_OF_URL.sub(rf"\1/{GAP}", without_rows))


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
