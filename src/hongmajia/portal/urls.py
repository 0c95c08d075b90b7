"""Public pages, the desk, signing in and out."""

from django.urls import path

urlpatterns: list = []
