"""Actions on accounts: inviting people, accepting, resetting, passwords, second factors."""

from .factors import add_app, add_key, drop_factors, remove_factor, renew_codes
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
from .proving import is_first_use, prove_by_code, prove_by_key
from .sessions import end_other_sessions, end_session, note_sign_in

__all__ = [
    "accept",
    "add_app",
    "add_key",
    "change_number",
    "change_password",
    "drop_factors",
    "end_other_sessions",
    "end_session",
    "invite",
    "invite_again",
    "is_first_use",
    "merge_accounts",
    "note_account",
    "note_sign_in",
    "print_slips",
    "prove_by_code",
    "prove_by_key",
    "prove_number",
    "refuse",
    "remove_factor",
    "renew_codes",
    "reset",
    "take_back",
]
