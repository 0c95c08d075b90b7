"""Addresses as people outside see them, for mail and print."""

from django.conf import settings


def absolute(path: str) -> str:
    """``/desk/`` → ``https://example.org/desk/``; ``HONGMAJIA_SITE`` names the site."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"
