"""The name under which failed attempts to sign in are counted (django-axes)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from hongmajia.core.asked import NUL
from hongmajia.core.encrypted_phones import DIGEST_LENGTH
from hongmajia.core.encryption import field_keys
from hongmajia.spelling import read_phone

MANY_DIGITS = 7
"""A name with at least so many digits is taken for a phone number, perhaps a mistyped one."""

LONGEST = 255
"""What the table of attempts takes; PostgreSQL refuses more."""


def attempt_name(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The name that django-axes stores for an attempt; for a phone number its keyed hash."""
    given = credentials or request.POST
    written = str(given.get("username") or given.get("login") or "").replace(NUL, "")
    if sum(map(str.isdigit, written)) < MANY_DIGITS or written.startswith("tel-"):
        return written[:LONGEST]
    return field_keys()[0].digest("attempt", read_phone(written), DIGEST_LENGTH)
