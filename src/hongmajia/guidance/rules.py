"""Permissions of the guidance room: who may write in a thread."""

from typing import Any

import rules

from hongmajia.engagements.rules import is_agreed

from .speaker import Speaker


@rules.predicate
def is_one_side(user: Any, engagement: Any) -> bool:
    """Belongs to one of the two sides of the engagement."""
    return Speaker.of(user, engagement).side is not None


rules.add_perm("guidance.write", is_agreed & is_one_side)
