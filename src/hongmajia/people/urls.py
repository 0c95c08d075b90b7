"""Addresses of the people room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
