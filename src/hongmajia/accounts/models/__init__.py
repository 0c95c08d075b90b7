"""Tables of the accounts room."""

from .claims import Claim
from .invitations import Invitation

__all__ = ["Claim", "Invitation"]
