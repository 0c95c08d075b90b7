"""The API: the routers of all rooms, and one form of error answers.

Clients sign in with a session of the site and its CSRF token; ``/api/openapi.json`` describes the
API. There is no page of documentation: it would need scripts from other servers.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from hongmajia.core.errors import Refused, TooOften
from hongmajia.engagements.api import router as engagements
from hongmajia.matching.api import router as matching
from hongmajia.needs.api import router as needs
from hongmajia.offers.api import router as offers

api = NinjaAPI(title="红马甲", version="1", docs_url=None, urls_namespace="api")
api.add_router("/needs", needs)
api.add_router("/needs", matching)
api.add_router("/engagements", engagements)
api.add_router("/offers", offers)


def _say(request: HttpRequest, status: int, detail: Any) -> HttpResponse:
    """Return an error answer."""
    return api.create_response(request, {"detail": detail}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """An action refused for a reason that its message gives (409 or the error's own status)."""
    answer = _say(request, error.status, str(error))
    if isinstance(error, TooOften):
        answer["Retry-After"] = str(error.wait)
    return answer


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The user may not do this (403)."""
    return _say(request, 403, _("您没有办这件事的权限。"))


@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    """There is no such object, or the user may not see it (404)."""
    return _say(request, 404, _("没有这一件，或者您看不到它。"))


@api.exception_handler(ValidationError)
def unprocessable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Invalid facts (422), in the form that schema errors have."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    said = [
        {"type": "value_error", "loc": ["body", field], "msg": message}
        for field, messages in fields.items()
        for message in messages
    ]
    return _say(request, 422, said)
