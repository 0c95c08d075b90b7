"""Middleware: a password that has to be changed lets nobody past the page that changes it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

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
            return JsonResponse({"detail": words}, status=403)
        messages.info(request, words)
        return redirect("change_password")

    return middleware


def _is_open(path: str) -> bool:
    is_static = path.startswith(settings.STATIC_URL)
    return is_static or path in {reverse(name) for name in OPEN}
