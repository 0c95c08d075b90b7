"""Tables of the accounts room."""

from .claims import Claim
from .invitations import Invitation
from .sign_ins import LONGEST_AGENT, PastPassword, SignIn

__all__ = ["LONGEST_AGENT", "Claim", "Invitation", "PastPassword", "SignIn"]
