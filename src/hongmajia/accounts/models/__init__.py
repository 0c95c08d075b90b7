"""Tables of the accounts room."""

from ..duty_models import Duty, Policy
from .asked import Asked
from .claims import Claim
from .invitations import Invitation
from .recruiting import Application, RecruitingCall, Wanted
from .sign_ins import LONGEST_AGENT, PastPassword, SignIn

__all__ = [
    "LONGEST_AGENT",
    "Application",
    "Asked",
    "Claim",
    "Duty",
    "Invitation",
    "PastPassword",
    "Policy",
    "RecruitingCall",
    "SignIn",
    "Wanted",
]
