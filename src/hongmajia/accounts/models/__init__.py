"""Tables of the accounts room."""

from ..duty_models import Duty, Policy
from .claims import Claim
from .invitations import Invitation
from .sign_ins import LONGEST_AGENT, PastPassword, SignIn

__all__ = ["LONGEST_AGENT", "Claim", "Duty", "Invitation", "PastPassword", "Policy", "SignIn"]
