"""Actions on accounts: inviting, accepting, resetting, passwords, second factors; claims of
enterprises, applications for the roll, recruiting calls.
"""

from .applying import (
    deciding_union,
    resubmit_application,
    submit_application,
    withdraw_application,
)
from .choosing import (
    LEAST_NOTICE,
    choose_applicants,
    put_on_notice,
    take_on_chosen,
    withdraw_notice,
)
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
from .enrolling import (
    accept_application,
    forget_evidence,
    look_at_evidence,
    refuse_application,
    return_application,
    reveal_applicant,
)
from .erasing import erase_account
from .factors import add_app, add_key, drop_factors, remove_factor, renew_codes
from .identities import link_identity, unlink_identity
from .inviting import (
    invite,
    invite_again,
    invite_all,
    invite_all_again,
    invite_many_again,
    note_account,
    print_slips,
    reset,
    take_back,
    text,
)
from .joining import accept, accept_by_signing_in, refuse
from .merging import merge_accounts
from .newcomers import adopt_needs, open_account, unclaimed_needs
from .numbers import change_number, prove_number
from .passwords import change_password
from .proving import is_first_use, prove_by_code, prove_by_key
from .recruiting import change_call, named_in_call, publish_call, withdraw_call
from .sessions import end_other_sessions, end_session, note_sign_in

__all__ = [
    "LEAST_NOTICE",
    "accept",
    "accept_application",
    "accept_by_signing_in",
    "add_app",
    "add_key",
    "adopt_needs",
    "approve_claim",
    "change_call",
    "change_number",
    "change_password",
    "choose_applicants",
    "contact_with",
    "deciding_union",
    "drop_factors",
    "end_other_sessions",
    "end_session",
    "erase_account",
    "forget_evidence",
    "forget_licence",
    "invite",
    "invite_again",
    "invite_all",
    "invite_all_again",
    "invite_many_again",
    "is_first_use",
    "let_in",
    "link_identity",
    "look_at_evidence",
    "look_at_licence",
    "merge_accounts",
    "named_in_call",
    "note_account",
    "note_sign_in",
    "open_account",
    "pass_claim_on",
    "print_slips",
    "prove_by_code",
    "prove_by_key",
    "prove_number",
    "publish_call",
    "put_on_notice",
    "refuse",
    "refuse_application",
    "refuse_claim",
    "remove_factor",
    "renew_codes",
    "reset",
    "resubmit_application",
    "resubmit_claim",
    "return_application",
    "return_claim",
    "reveal_account",
    "reveal_applicant",
    "reveal_claimant",
    "submit_application",
    "submit_claim",
    "take_back",
    "take_on_chosen",
    "text",
    "unclaimed_needs",
    "unlink_identity",
    "withdraw_application",
    "withdraw_call",
    "withdraw_claim",
    "withdraw_notice",
]
