"""The programming interface: every room's router under one address, one way to say no.

Signing in is the site's own session with its CSRF token; ``/api/openapi.json`` describes it all.
A page of documentation is left out: it would need scripts from elsewhere.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from hongmajia.core.errors import Refused
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
    return api.create_response(request, {"detail": detail}, status=status)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """A rule speaks against it; the sentence says which."""
    return _say(request, error.status, str(error))


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    return _say(request, 403, _("您没有办这件事的权限。"))


@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    return _say(request, 404, _("没有这一件，或者您看不到它。"))


@api.exception_handler(ValidationError)
def unprocessable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """In the shape in which a body that does not fit the schema is answered too."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    said = [
        {"type": "value_error", "loc": ["body", field], "msg": message}
        for field, messages in fields.items()
        for message in messages
    ]
    return _say(request, 422, said)
