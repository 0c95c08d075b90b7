"""Addresses of the unions room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
