"""Answers that are saved as files."""

from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpResponse
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


def download_file(stored: FieldFile, kind: str, name: str) -> HttpResponse:
    """The ``stored`` file, saved as ``name``; 404 until a worker has written it."""
    if not stored:
        raise Http404(name)
    with stored.open("rb") as file:
        return download(file.read(), kind, name)
