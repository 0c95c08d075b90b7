"""Middleware: a password that has to be changed, or a second factor that is missing, lets nobody
past the page that puts it right."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.problems import problem

from .factors import lacks_factor
from .policy import second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

OPEN = ("change_password", "password_rules", "logout", "set_language", "large_type")
"""Addresses that stay open, by name."""


def change_password_first(get_response: GetResponse) -> GetResponse:
    """Lead whoever has to change their password to the page that does; the API answers 403."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if not getattr(user, "must_change_password", False) or _is_open(request.path):
            return get_response(request)
        words = _("请先换一个密码，再接着用。")
        if request.path.startswith("/api/"):
            return problem(403, words)
        messages.info(request, words)
        return redirect("change_password")

    return middleware


def second_factor_first(get_response: GetResponse) -> GetResponse:
    """Lead whoever must have a second factor and has none to the page that sets one up.

    The API answers 403. Which posts must have one is in the policy.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        is_led = user.is_authenticated and second_factor()
        if not is_led or _sets_factor_up(request.path) or not lacks_factor(user):
            return get_response(request)
        if request.path.startswith("/api/"):
            words = _("您的职务要有二次验证，请先在网页上设好。")
            return problem(403, words)
        return redirect("mfa_index")

    return middleware


def _sets_factor_up(path: str) -> bool:
    return path.startswith(reverse("mfa_index")) or _is_open(path)


def _is_open(path: str) -> bool:
    is_static = path.startswith(settings.STATIC_URL)
    return is_static or path in {reverse(name) for name in OPEN}
