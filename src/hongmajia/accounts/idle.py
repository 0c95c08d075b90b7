"""The end of a session that nobody uses.

When it was last used is written into the session at most once a minute. Who has a role in a union
is looked up only when the session rested longer than such people may. What was typed meanwhile
survives: ``core/kept.py`` sees a visitor whose browser still says whose form it is.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.visitors import visitor_address

from .duties import duty_of
from .policy import idle_seconds

SEEN = "seen_at"
"""The key in the session: seconds since 1970."""
ONCE_IN = 60
"""Seconds between two notes that a session is in use."""


def end_when_idle(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: end the session that rested too long, else note that it is in use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            rested = time.time() - request.session.get(SEEN, 0)
            if SEEN in request.session and is_too_long(rested, request.user):
                _end(request)
            elif rested > ONCE_IN:
                _note_use(request)
        return get_response(request)

    return middleware


def is_too_long(rested: float, user: Any) -> bool:
    """Whether a session ends that rested for so many seconds; seldom looks anything up."""
    return rested > idle_seconds() and rested > seconds_to_rest(user)


def seconds_to_rest(user: Any) -> int:
    """How long the user's sessions may rest: shorter with a role in a union, or a duty."""
    is_short = user.seats or duty_of(user)
    return idle_seconds() if is_short else int(settings.SESSION_COOKIE_AGE)


def _end(request: HttpRequest) -> None:
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()
    request.user = AnonymousUser()
    messages.info(request, _("很久没有动，已经替您退出登录。"))


def _note_use(request: HttpRequest) -> None:
    request.session[SEEN] = int(time.time())
    UserSession.objects.filter(session_key=request.session.session_key).update(
        last_seen_at=timezone.now(), ip=visitor_address(request)
    )


@receiver(user_logged_in)
def _in_use_from_now_on(request: HttpRequest, **_signal: Any) -> None:
    request.session[SEEN] = int(time.time())
