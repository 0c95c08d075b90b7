"""Addresses of the insights room."""

urlpatterns: list[object] = []
