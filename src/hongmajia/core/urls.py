"""Addresses of the core room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
