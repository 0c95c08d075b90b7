"""Addresses of the portal room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
