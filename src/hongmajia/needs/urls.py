"""Addresses of the needs room, in full."""

from django.urls import path

from . import views

urlpatterns = [
    path("needs/<int:pk>/", views.need, name="need"),
    path("needs/<int:pk>/verify/", views.verify, name="need_verify"),
]
