"""Addresses of the engagements room, in full."""

from django.urls import path

from .views import pages

urlpatterns = [
    path("engagements/<int:pk>/", pages.engagement, name="engagement"),
]
