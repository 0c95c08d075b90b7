"""Addresses of the offers room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
