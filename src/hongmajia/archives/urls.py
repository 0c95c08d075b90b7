"""Addresses of the archives room, in full."""

from django.urls import path

from . import views

urlpatterns = [
    path("season/<int:pk>/archives/", views.season_archives, name="season_archives"),
    path("archives/<int:pk>/", views.archive, name="archive"),
    path("archives/<int:pk>/file/", views.archive_file, name="archive_file"),
]
