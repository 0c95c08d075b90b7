"""Addresses of the matching room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
