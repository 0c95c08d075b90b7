"""Who writes or reads in a thread, and for which side."""

from dataclasses import dataclass
from typing import Any

from hongmajia.engagements.models import Engagement
from hongmajia.engagements.rules import answers_for_helper
from hongmajia.needs.rules import is_asker

from .enums import Side


@dataclass(frozen=True)
class Speaker:
    """A person in a thread: their account if any, and their side; staff have none and only read."""

    user: Any
    side: Side | None

    @classmethod
    def of(cls, user: Any, engagement: Engagement) -> "Speaker":
        """``user`` with their side in ``engagement``."""
        if answers_for_helper(user, engagement):
            return cls(user, Side.HELPER)
        return cls(user, Side.ASKER if is_asker(user, engagement.need) else None)

    @classmethod
    def by_code(cls) -> "Speaker":
        """An asker without an account who knows the tracking code of their need."""
        return cls(None, Side.ASKER)
