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
from .sessions import end_other_sessions, end_session, note_sign_in

__all__ = [
    "accept",
    "change_password",
    "end_other_sessions",
    "end_session",
    "invite",
    "invite_again",
    "note_sign_in",
    "print_slips",
    "refuse",
    "reset",
    "take_back",
]
