"""The map of the house. Each room writes its own addresses in full (``needs/<int:pk>/claim/`` is
the engagements room's), so a room may hang a page under a thing it does not own."""

from django.urls import include, path

from .api import api

ROOMS = (
    "portal",
    "unions",
    "people",
    "offers",
    "needs",
    "engagements",
    "matching",
    "services",
    "guidance",
    "visits",
    "cases",
    "publicity",
    "insights",
    "notices",
    "core",
)

urlpatterns = [
    path("api/", api.urls),
    *(path("", include(f"hongmajia.{room}.urls")) for room in ROOMS),
]
handler500 = "hongmajia.portal.views.errors.server_error"
