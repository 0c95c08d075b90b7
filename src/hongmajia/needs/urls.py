"""Addresses of the needs room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
