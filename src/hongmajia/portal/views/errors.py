"""Error pages: unreadable requests, requests without a CSRF token, unexpected errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hongmajia.core.kept import keep, page_of
from hongmajia.core.logs.context import current_facts
from hongmajia.core.problems import problem


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without a valid CSRF token, mostly one that was open for too long.

    Signing in again in another window changes the token. What our own page sent is kept for it.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    is_kept = is_ours and request.user.is_authenticated and keep(request)
    context = {"is_kept": is_kept, "back": page_of(request) if is_ours else request.path}
    return render(request, "403_csrf.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page (or JSON for the API) for a request that cannot be read.

    It may come from a host that is not ours, so that the page makes no address of the request.
    """
    if request.path.startswith("/api/"):
        return problem(400, _("这次提交读不出来"))
    return _bare_page(400)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page (or JSON for the API) for an unexpected error, with the id of the request.

    The log has the same id. The page uses neither database, session nor the manifest of static
    files, because any of them may be the cause of the error.
    """
    number = str(current_facts().get("request", ""))
    if request.path.startswith("/api/"):
        sentence = _("出了错，没有办成。请把编号%(number)s告诉管理员。") % {"number": number}
        return problem(500, sentence, request=number)
    return _bare_page(500, number=number)


def _bare_page(status: int, **context: str) -> HttpResponse:
    """The page of that status, made of its template alone: without frame, request and manifest."""
    context["stylesheet"] = f"{settings.STATIC_URL}hm.css"
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)
