"""The interface for programs: the routers of all rooms, and one form of error answers.

Programs sign in with a token (``interface/bearer.py``), people with a session of the site and its
CSRF token. ``/api/openapi.json`` describes it, ``/api/docs/`` explains it.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as SchemaError

from hongmajia.campaigns.api import router as campaigns
from hongmajia.cases.api import router as cases
from hongmajia.classes.api import router as classes
from hongmajia.core.errors import Refused, TooOften
from hongmajia.core.problems import problem
from hongmajia.core.programs import ScopeMissing
from hongmajia.core.schema_errors import in_words
from hongmajia.engagements.api import router as engagements
from hongmajia.events.api import router as events
from hongmajia.insights.api import router as figures
from hongmajia.knowledge.api import router as kinds
from hongmajia.matching.api import router as matching
from hongmajia.meetings.api import router as meetings
from hongmajia.needs.api import router as needs
from hongmajia.offers.api import router as offers
from hongmajia.people.api import helpers, pairings, safety
from hongmajia.publicity.api import router as news
from hongmajia.services.api import (
    activities,
    appointments,
    confirmations,
    records,
    suggestions,
)
from hongmajia.unions.api import enterprises, regions, unions

from .openapi import complete


class Interface(NinjaAPI):
    """The interface with a description that is complete: scopes, headers and errors."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Room and function, in whichever file of the room's ``api`` it stands."""
        function = operation.view_func
        room = str(function.__module__).partition(".api")[0].replace(".", "_")
        return f"{room}_api_{function.__name__}"

    def get_openapi_schema(self, **options: Any) -> Any:
        """Ninja's description, with what holds for all operations."""
        return complete(super().get_openapi_schema(**options), self._scopes())

    def _scopes(self) -> dict[str, Any]:
        """Who is let in to each operation, by its name in the description."""
        return {
            self.get_openapi_operation_id(operation): operation.auth_callbacks[0]
            for bound in self._get_bound_routers()
            for view in bound.path_operations.values()
            for operation in view.operations
        }


api = Interface(title="红马甲", version="2", docs_url=None, urls_namespace="api")
for prefix, router in (
    ("/regions", regions),
    ("/unions", unions),
    ("/enterprises", enterprises),
    ("/helpers", helpers),
    ("/helpers", safety),
    ("/helpers", pairings),
    ("/offers", offers),
    ("/needs", needs),
    ("/needs", matching),
    ("/engagements", engagements),
    ("/engagements", appointments),
    ("/activities", activities),
    ("/activities", events),
    ("/meetings", meetings),
    ("/classes", classes),
    ("/records", records),
    ("/suggestions", suggestions),
    ("/confirmations", confirmations),
    ("/cases", cases),
    ("/kinds", kinds),
    ("/news", news),
    ("/campaigns", campaigns),
    ("/figures", figures),
):
    api.add_router(prefix, router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """An action refused for a reason that its message gives (409 or the error's own status)."""
    asks = {"asks": error.asks} if hasattr(error, "asks") else {}
    answer = problem(error.status, str(error), **asks)
    if isinstance(error, TooOften):
        answer["Retry-After"] = str(error.wait)
    return answer


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Neither a token nor a session (401)."""
    answer = problem(401, _("请在Authorization头里带上口令。"))
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The caller may not do this, or the token lacks the scope (403)."""
    if isinstance(error, ScopeMissing):
        return problem(403, str(error))
    return problem(403, _("您没有办这件事的权限。"))


@api.exception_handler(Http404)
def unknown(request: HttpRequest, error: Http404) -> HttpResponse:
    """There is no such object, or the caller may not see it (404)."""
    return problem(404, _("没有这一件，或者您看不到它。"))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """A request that cannot be read, such as a body that is no JSON (400)."""
    return problem(error.status_code, _("这次提交读不出来"))


@api.exception_handler(SchemaError)
def malformed(request: HttpRequest, error: SchemaError) -> HttpResponse:
    """A request that does not fit its schema (422)."""
    return problem(422, _("有几处要改。"), errors=in_words(error.errors))


@api.exception_handler(ValidationError)
def unprocessable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Facts that an action refuses (422), in the form that schema errors have."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    said = [
        {"loc": ["body", field], "msg": message, "type": "value_error"}
        for field, messages in fields.items()
        for message in messages
    ]
    return problem(422, _("有几处要改。"), errors=said)
