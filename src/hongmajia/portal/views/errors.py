"""Error pages: for requests without a valid CSRF token, and for unexpected errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hongmajia.core.logs.context import current_facts


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form without a valid CSRF token, mostly one that was open for too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page (or JSON for the API) for an unexpected error, with the id of the request.

    The log has the same id. The page uses neither database, session nor the manifest of static
    files, because any of them may be the cause of the error.
    """
    number = str(current_facts().get("request", ""))
    if request.path.startswith("/api/"):
        sentence = _("出了错，没有办成。请把编号%(number)s告诉管理员。") % {"number": number}
        return JsonResponse({"detail": sentence, "request": number}, status=500)
    context = {"number": number, "stylesheet": f"{settings.STATIC_URL}hm.css"}
    return HttpResponse(render_to_string("500.html", context), status=500)
