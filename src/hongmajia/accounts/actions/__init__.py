"""Actions on accounts: inviting people, accepting, resetting."""

from .inviting import (
    accept,
    invite,
    invite_again,
    print_slips,
    refuse,
    reset,
    take_back,
)
from .passwords import change_password

__all__ = [
    "accept",
    "change_password",
    "invite",
    "invite_again",
    "print_slips",
    "refuse",
    "reset",
    "take_back",
]
