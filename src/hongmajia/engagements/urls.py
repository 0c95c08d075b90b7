"""Addresses of the engagements room, in full."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
