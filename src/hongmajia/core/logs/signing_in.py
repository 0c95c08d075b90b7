"""How django-axes names those who fail to sign in."""

from typing import Any


def described(
    username: str | None, ip_address: str | None, user_agent: str, path_info: str, request: Any
) -> str:
    """By address only: the user name is mostly a telephone number."""
    return str(ip_address)
