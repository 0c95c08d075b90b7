"""Answers that are saved as files."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CALENDAR = "text/calendar; charset=utf-8"


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """``content`` of the media type ``kind``, saved as ``name``; the name may be Chinese."""
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(content, content_type=kind, headers=headers)
