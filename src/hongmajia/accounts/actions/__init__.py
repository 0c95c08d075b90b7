"""Actions on accounts: inviting, accepting, resetting, passwords, second factors; claims."""

from .claiming import contact_with, let_in, resubmit_claim, submit_claim, withdraw_claim
from .deciding import (
    approve_claim,
    forget_licence,
    look_at_licence,
    pass_claim_on,
    refuse_claim,
    return_claim,
    reveal_account,
    reveal_claimant,
)
from .factors import add_app, add_key, drop_factors, remove_factor, renew_codes
from .identities import link_identity, unlink_identity
from .inviting import (
    accept,
    invite,
    invite_again,
    invite_all,
    note_account,
    print_slips,
    refuse,
    reset,
    take_back,
    text,
)
from .merging import merge_accounts
from .newcomers import adopt_needs, open_account, unclaimed_needs
from .numbers import change_number, prove_number
from .passwords import change_password
from .proving import is_first_use, prove_by_code, prove_by_key
from .sessions import end_other_sessions, end_session, note_sign_in

__all__ = [
    "accept",
    "add_app",
    "add_key",
    "adopt_needs",
    "approve_claim",
    "change_number",
    "change_password",
    "contact_with",
    "drop_factors",
    "end_other_sessions",
    "end_session",
    "forget_licence",
    "invite",
    "invite_again",
    "invite_all",
    "is_first_use",
    "let_in",
    "link_identity",
    "look_at_licence",
    "merge_accounts",
    "note_account",
    "note_sign_in",
    "open_account",
    "pass_claim_on",
    "print_slips",
    "prove_by_code",
    "prove_by_key",
    "prove_number",
    "refuse",
    "refuse_claim",
    "remove_factor",
    "renew_codes",
    "reset",
    "resubmit_claim",
    "return_claim",
    "reveal_account",
    "reveal_claimant",
    "submit_claim",
    "take_back",
    "text",
    "unclaimed_needs",
    "unlink_identity",
    "withdraw_claim",
]
