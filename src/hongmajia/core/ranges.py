"""Serving stored files safely, with support for range requests (RFC 9110, section 14).

Browsers seek in videos by range requests, and some phones play no video without them.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from .asked import key_of
from .downloads import disposition

PIECE = 64 * 1024
"""Bytes read at a time."""
INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=3600",
    "Accept-Ranges": "bytes",
}


def inert_file(
    request: HttpRequest, file: "File[Any]", media_type: str, name: str, *, as_attachment: bool
) -> HttpResponseBase:
    """The response with ``file`` or the range requested: 200, 206, or 416 for an invalid range.

    Sent with headers that keep browsers from executing its content or guessing another type.
    """
    wanted = _range(request.headers.get("Range", ""), file.size)
    if wanted is None:
        return FileResponse(
            file.open(),
            as_attachment=as_attachment,
            filename=name,
            content_type=media_type,
            headers=INERT,
        )
    headers = {**INERT, "Content-Disposition": disposition(name, attachment=as_attachment)}
    first, last = wanted
    if first > last:
        headers["Content-Range"] = f"bytes */{file.size}"
        return HttpResponse(status=416, headers=headers, content_type=media_type)
    headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    headers["Content-Length"] = str(last - first + 1)
    pieces = _pieces(file, first, last)
    return StreamingHttpResponse(pieces, status=206, headers=headers, content_type=media_type)


def _range(asked: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the single range requested; ``None`` for the whole file."""
    found = re.fullmatch(r"bytes=([0-9]*)-([0-9]*)", asked)
    begin, end = map(key_of, found.groups()) if found else (None, None)
    if begin is None:
        return None if end is None else (max(size - end, 0), size - 1)
    return begin, size - 1 if end is None else min(end, size - 1)


def _pieces(file: "File[Any]", first: int, last: int) -> Iterator[bytes]:
    with file.open() as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
