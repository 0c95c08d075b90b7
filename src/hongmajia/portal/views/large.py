"""Large type (适老): a choice of the visitor, kept in a cookie, that needs no script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "large_type"
KEPT = 365 * 24 * 3600


def is_large(request: HttpRequest) -> bool:
    """Whether this visitor has chosen large type."""
    return request.COOKIES.get(COOKIE) == "1"


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Turn large type on or off (``large`` is ``1`` or ``0``) and go back to the page ``next``."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(asked if is_ours else "/")
    if request.POST.get("large") == "1":
        response.set_cookie(
            COOKIE, "1", max_age=KEPT, httponly=True, samesite="Lax", secure=settings.HTTPS
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
