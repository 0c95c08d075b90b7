"""Absolute addresses, for mail and print."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """Return the address of a path on the public site: ``/desk/`` → ``https://example.org/desk/``.

    The site is the setting ``HONGMAJIA_SITE``.
    """
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def is_only_here() -> bool:
    """Whether the site's address is that of the server itself, which no other machine can open."""
    return urlsplit(settings.SITE_ADDRESS).hostname in ("localhost", "127.0.0.1", "::1")
