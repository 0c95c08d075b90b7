"""Who may write in a thread."""

from typing import Any

import rules

from hongmajia.engagements.rules import is_agreed

from .speaker import Speaker


@rules.predicate
def is_one_side(user: Any, engagement: Any) -> bool:
    """One of the two who write to each other in the engagement's thread."""
    return Speaker.of(user, engagement).side is not None


rules.add_perm("guidance.write", is_agreed & is_one_side)
