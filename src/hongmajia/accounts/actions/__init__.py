"""Actions on accounts: inviting people, accepting, resetting."""

from .inviting import (
    accept,
    invite,
    invite_again,
    note_account,
    print_slips,
    refuse,
    reset,
    take_back,
)
from .merging import merge_accounts
from .numbers import change_number, prove_number
from .passwords import change_password

__all__ = [
    "accept",
    "change_number",
    "change_password",
    "invite",
    "invite_again",
    "merge_accounts",
    "note_account",
    "print_slips",
    "prove_number",
    "refuse",
    "reset",
    "take_back",
]
