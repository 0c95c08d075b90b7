"""The map of the house: each room has its own addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("hongmajia.portal.urls")),
]
