"""Pages for what Django itself refuses, and for our own errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hongmajia.core.logs.context import current_facts


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: mostly one that lay open too long."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """An error of ours: says so and gives the request's id, by which the log finds it.

    It needs neither database nor session, nor gathered static files: any of them may be the cause.
    """
    number = str(current_facts().get("request", ""))
    if request.path.startswith("/api/"):
        sentence = _("出了错，没有办成。请把编号%(number)s告诉管理员。") % {"number": number}
        return JsonResponse({"detail": sentence, "request": number}, status=500)
    context = {"number": number, "stylesheet": f"{settings.STATIC_URL}hm.css"}
    return HttpResponse(render_to_string("500.html", context), status=500)
