"""Addresses of the notices room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
