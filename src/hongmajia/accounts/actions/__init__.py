"""Actions on accounts: inviting people, accepting, resetting; claims of enterprises."""

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
from .inviting import (
    accept,
    invite,
    invite_again,
    print_slips,
    refuse,
    reset,
    take_back,
)
from .newcomers import adopt_needs, open_account, unclaimed_needs
from .passwords import change_password

__all__ = [
    "accept",
    "adopt_needs",
    "approve_claim",
    "change_password",
    "contact_with",
    "forget_licence",
    "invite",
    "invite_again",
    "let_in",
    "look_at_licence",
    "open_account",
    "pass_claim_on",
    "print_slips",
    "refuse",
    "refuse_claim",
    "reset",
    "resubmit_claim",
    "return_claim",
    "reveal_account",
    "reveal_claimant",
    "submit_claim",
    "take_back",
    "unclaimed_needs",
    "withdraw_claim",
]
