"""Error answers of the interface: problem details after RFC 9457, in the caller's language."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, detail: str, *, errors: Iterable[dict[str, Any]] = (), **more: Any
) -> JsonResponse:
    """The answer to a request that failed.

    ``detail`` says in a sentence what is wrong; ``errors`` name the fields: ``loc`` (where it
    stands in the request), ``msg`` and ``type``. ``more`` are members of our own.
    """
    said = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    said |= {"detail": detail, **more}
    if found := list(errors):
        said["errors"] = found
    return JsonResponse(
        said, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
