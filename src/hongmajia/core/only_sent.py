"""Addresses that only take what a page sends: whoever opens one gets a page that leads there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from .kept import hand_on


def explain_only_sent(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: instead of an empty 405, a page with a link to where the act's button is.

    Whoever comes from the sign-in page, having sent something here before, is led there at once.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_opened = request.method == "GET" and not request.path.startswith("/api/")
        if response.status_code != 405 or not is_opened:
            return response
        back = page_above(request.path)
        if hand_on(request, back):
            return redirect(back)
        page = render(request, "core/only_sent.html", {"back": back}, status=405)
        page["Allow"] = response["Allow"]
        return page

    return middleware


def page_above(path: str) -> str:
    """The nearest address above ``path``: ``/needs/5/withdraw/`` → ``/needs/5/``."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        try:
            resolve(above)
        except Resolver404:
            continue
        return above
    return "/"
