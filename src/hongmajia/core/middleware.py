"""Middleware: odd addresses, language, the signed-in user, refusals, compression."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation

from .asked import NUL, without_nul
from .errors import Refused, TooOften

GetResponse = Callable[[HttpRequest], HttpResponse]


def no_nul_in_addresses(get_response: GetResponse) -> GetResponse:
    """PostgreSQL refuses NUL: no page has it in its path, and query strings lose it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info:
            raise Http404("NUL in the path")
        if "%00" in request.META.get("QUERY_STRING", ""):
            request.GET = without_nul(request.GET)  # type: ignore[assignment]
        return get_response(request)

    return middleware


def chosen_language(get_response: GetResponse) -> GetResponse:
    """Chinese unless the visitor has chosen otherwise; the browser's preference is ignored."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = chosen in dict(settings.LANGUAGES)
        with translation.override(chosen if known else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response

    return middleware


def plain_user(get_response: GetResponse) -> GetResponse:
    """``request.user`` as the user itself, not as Django's lazy stand-in for it.

    Every page needs the user, and the ORM asks each value of a filter for a dozen attributes:
    passing them through the stand-in took a twelfth of the processor time of a request.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = get_user(request)
        return get_response(request)

    return middleware


class RefusalMiddleware:
    """Shows a refusal that no view has handled as a page with its message."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        context = {"message": str(error), "back": request.headers.get("Referer", "/")}
        response = render(request, "core/refused.html", context, status=error.status)
        if isinstance(error, TooOften):
            response["Retry-After"] = str(error.wait)
        return response


class CompressedPages(GZipMiddleware):
    """Compresses HTML pages only; photographs and spreadsheets are compressed formats already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress the response if it is a page and the browser accepts it."""
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return response
        return super().process_response(request, response)
