"""Addresses of pages as they may be logged: ids are kept, codes and typed texts are not."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpRequest

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
NOWHERE = "(no such page)"


def loggable_path(request: HttpRequest) -> str:
    """``/track/HM-2345-6789/thread/5/`` → ``/track/<code>/thread/5/``; no query string.

    An address that leads nowhere is not given: whatever stands in it was typed by somebody.
    """
    if is_static(request):
        return f"{settings.STATIC_URL}…"
    match = request.resolver_match
    if match is None:
        return NOWHERE
    return "/" + PARAMETER.sub(lambda found: _shown(found[1], match.kwargs), match.route)


def is_static(request: HttpRequest) -> bool:
    """Whether it asks for a file that comes with the product."""
    return request.path.startswith(settings.STATIC_URL)


def _shown(name: str, values: dict[str, Any]) -> str:
    """An id as it is; of any other value, its name only."""
    value = values.get(name)
    return str(value) if isinstance(value, int) else f"<{name}>"
