"""The root URL configuration.

Each room writes its paths in full, so it can add pages below an object of another room:
``needs/<int:pk>/claim/`` belongs to engagements.
"""

from django.urls import include, path

from hongmajia.interface.views import documentation

from .api import api

ROOMS = (
    "portal",
    "unions",
    "circulars",
    "people",
    "offers",
    "needs",
    "engagements",
    "matching",
    "services",
    "classes",
    "meetings",
    "events",
    "guidance",
    "supervision",
    "visits",
    "cases",
    "knowledge",
    "publicity",
    "insights",
    "campaigns",
    "archives",
    "tables",
    "accounts",
    "interface",
    "webhooks",
    "notices",
    "core",
)

urlpatterns = [
    path("api/docs/", documentation, {"api": api}, name="interface_docs"),
    path("api/", api.urls),
    *(path("", include(f"hongmajia.{room}.urls")) for room in ROOMS),
]
handler400 = "hongmajia.portal.views.errors.bad_request"
handler500 = "hongmajia.portal.views.errors.server_error"
