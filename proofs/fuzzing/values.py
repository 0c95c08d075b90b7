"""Values that no page asks for: numbers out of range, characters databases refuse, odd files."""

import io
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

NUMBERS = (
    "²", "١٢", "12", "0", "-1", "1", "1.5", "1e400", "NaN", "Infinity", "9" * 18, "9" * 5000,
    "9" * 31, str(2**31), str(2**63 - 1), str(2**63), str(2**64), str(-(2**63) - 1), "0x10", "1_0",
)  # fmt: skip
TIMES = (
    "0001-01-01", "0001-01", "9999-12-31", "9999-12", "0000-00-00", "2026-02-30", "2026-05-20",
    "2026-13", "10000-01-01", "00:00", "23:59", "24:00", "0001-01-01T00:00", "9999-12-31T23:59:59Z",
)  # fmt: skip
WORDS = (
    "", " ", "\0", "焊\0接", "长" * 5000, "😀" * 300, "n" * 260, "%", "%00", "_", "'", '"', "\\",
    "{}", "{0}", "%s", "%(n)s", "<b>", "..", "../../x", "/", "\r\n", "\u202e", "=1+1", "焊接", "*",
    "up-²", "down-" + "9" * 5000, "13900000001", "1390000000²", "\x1b", "\ufeff", "on", "yes", "()",
)  # fmt: skip
VALUES = (NUMBERS, TIMES, WORDS)
SHARP = ("²", "\0", "焊\0接", str(2**63), "9" * 5000, "0001-01-01", "9999-12-31")
"""Values that have broken pages: they come in two fifths of all places."""
RANGES = (
    f"bytes={'9' * 5000}-", f"bytes=-{'9' * 5000}", f"bytes=0-{'9' * 5000}", "bytes=5-1",
    "bytes=-0", "bytes=²-", "bytes=0-0", "bytes=", "pages=1-2", "bytes=0-1,3-4", "bytes=١-٢",
    f"bytes={2**63}-",
)  # fmt: skip
HEADERS = {
    "Range": RANGES,
    "HX-Request": ("true", "²"),
    "HX-Current-URL": ("http://[", "%00", "/needs/?after=²"),
    "Referer": ("http://[", "x" * 5000, "javascript:1"),
    "Accept": ("application/json", "²"),
    "Accept-Encoding": ("gzip;q=²", "gzip"),
    "If-Modified-Since": ("Mon, 99 Foo 0001", "Sat, 01 Jan 0001 00:00:00 GMT"),
    "If-None-Match": ('"²"', "*"),
    "X-Forwarded-For": ("²", "1.2.3.4, ::", "x" * 5000),
    "Cookie": ("sessionid=\\000", "django_language=²", "messages=²", "sessionid=" + "x" * 5000),
}
FILE_NAMES = (
    "p" * 396 + ".jpg", "照" * 396 + ".jpg", "p." + "j" * 398, "照" * 400, ".", "..", "..jpg",
    "a\0b.png", "../../x.png", "表.xlsx", "表.csv", "%00.pdf", " ", "con.png", "a/b\\c.jpg",
    "😀" * 120 + ".xlsx",
)  # fmt: skip
CONTENTS = (b"", b"\0" * 9, b"a,b\n1,\xff\n", b"PK\x03\x04cut", b"%PDF-1.4")


def value(dice: Random) -> str:
    """A value of any kind."""
    return dice.choice(SHARP if dice.random() < 0.4 else dice.choice(VALUES))


def upload(dice: Random) -> SimpleUploadedFile:
    """A file with a name and a content that nobody expects."""
    kind = dice.choice(("image/png", "text/csv", "application/octet-stream", "²"))
    return named(dice.choice(FILE_NAMES), dice.choice((*CONTENTS, photo())), kind)


def named(name: str, content: bytes, kind: str) -> SimpleUploadedFile:
    """An upload whose name is sent as it is; Django's class would shorten it before."""
    made = SimpleUploadedFile("x", content, kind)
    made._name = name
    return made


def photo() -> bytes:
    """A photograph of one pixel."""
    buffer = io.BytesIO()
    Image.new("RGB", (1, 1)).save(buffer, "PNG")
    return buffer.getvalue()
