"""Failed attempts to sign in (django-axes): how they are counted, and the page of too many."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hongmajia.core.asked import NUL
from hongmajia.core.encrypted_phones import DIGEST_LENGTH
from hongmajia.core.encryption import field_keys
from hongmajia.notices.texting import can_text
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


def locked_out(request: HttpRequest, *_attempt: Any) -> HttpResponse:
    """The page after too many wrong passwords: other ways in, those that are there."""
    context = {"can_text": can_text()}
    return render(request, "accounts/locked_out.html", context, status=429)
