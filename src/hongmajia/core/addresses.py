"""Absolute addresses, for mail and print."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return the address of a path on the public site: ``/desk/`` → ``https://example.org/desk/``.

    The site is the setting ``HONGMAJIA_SITE``.
    """
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"
