"""Who speaks in a thread, and for which side."""

from dataclasses import dataclass
from typing import Any

from hongmajia.engagements.models import Engagement
from hongmajia.engagements.rules import answers_for_helper
from hongmajia.needs.rules import is_asker

from .enums import Side


@dataclass(frozen=True)
class Speaker:
    """A person at a thread: his account, if he has one, and his side; staff only read."""

    user: Any
    side: Side | None

    @classmethod
    def of(cls, user: Any, engagement: Engagement) -> "Speaker":
        """``user`` as he stands to ``engagement``."""
        if answers_for_helper(user, engagement):
            return cls(user, Side.HELPER)
        return cls(user, Side.ASKER if is_asker(user, engagement.need) else None)

    @classmethod
    def by_code(cls) -> "Speaker":
        """The asker who has no account but knows his need's tracking code."""
        return cls(None, Side.ASKER)
