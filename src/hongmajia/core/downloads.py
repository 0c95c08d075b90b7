"""Answers that are saved as files."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALENDAR = "text/calendar; charset=utf-8"


def disposition(name: str, *, attachment: bool = True) -> str:
    """The value of ``Content-Disposition``: saved as ``name``, or shown in the page's place.

    The name may be Chinese (RFC 6266).
    """
    return content_disposition_header(attachment, name) or "inline"


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """``content`` of the media type ``kind``, saved as ``name``."""
    headers = {"Content-Disposition": disposition(name)}
    return HttpResponse(content, content_type=kind, headers=headers)
