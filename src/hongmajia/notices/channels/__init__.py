"""Channels by which notices reach people; one package for each that leaves the product."""

from typing import Any


def reaches(user: Any) -> bool:
    """Whether any channel reaches ``user``: the notices page needs an account that can sign in.

    A channel for people without an account joins in here; whoever it reaches is not telephoned.
    """
    return bool(user.is_active)
