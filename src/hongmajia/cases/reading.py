"""Counting a reading once a device and day, without remembering the device on the server.

The browser keeps in a cookie what was counted today; it says nothing about who reads, and is void
at midnight (docs/adr/0108).
"""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from .actions.reach import count_reading
from .enums import Reading
from .models import Booklet, Case

COOKIE = "read_today"
MOST = 150
"""Things that one cookie remembers; the oldest are forgotten, and would count again."""


def count_once(
    request: HttpRequest, response: HttpResponseBase, thing: Case | Booklet, kind: Reading
) -> bool:
    """Count it unless this browser was counted today; whether it was counted now."""
    key = f"{kind[0]}{'c' if isinstance(thing, Case) else 'b'}{thing.pk}"
    now = timezone.localtime()
    day, _colon, words = request.COOKIES.get(COOKIE, "").partition("_")
    seen = words.split(".") if day == now.date().isoformat() else []
    if key in seen:
        return False
    count_reading(thing, kind)
    kept = ".".join([*filter(None, seen), key][-MOST:])
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    response.set_cookie(
        COOKIE, f"{now.date().isoformat()}_{kept}", max_age=int((midnight - now).total_seconds()),
        httponly=True, samesite="Lax", secure=settings.HTTPS,
    )  # fmt: skip
    return True
