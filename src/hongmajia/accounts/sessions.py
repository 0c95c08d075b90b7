"""The sessions by which somebody is signed in at this moment."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from hongmajia.core.sessions import SessionStore
from hongmajia.unions.models import User

from .devices import address_name, device_name
from .idle import SEEN, seconds_to_rest


class OwnSession(NamedTuple):
    """One session as its owner sees it."""

    row: UserSession
    device: str
    address: str
    is_current: bool


def sessions_of(user: User, current: str | None) -> list[OwnSession]:
    """The sessions by which the user can go on now, the one with the key ``current`` first.

    Without those that ended by idleness, a changed password or signing out.
    """
    rows = {each.session_key: each for each in UserSession.objects.filter(user=user)}
    found = [
        OwnSession(rows[key], device_name(rows[key].user_agent), address_name(rows[key].ip),
                   key == current)
        for key in _alive(user, list(rows))
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.is_current, each.row.last_seen_at), reverse=True)


def _alive(user: User, keys: list[str]) -> Iterator[str]:
    """Yield those of ``keys`` whose session still lets the user in."""
    stored = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    until = time.time() - seconds_to_rest(user)
    for session in stored:
        content: dict[str, Any] = SessionStore().decode(session.session_data)
        is_used = content.get(SEEN, 0) >= until
        known = content.get(HASH_SESSION_KEY, "")
        if is_used and any(constant_time_compare(known, each) for each in hashes):
            yield session.session_key
