"""Who may write to the other side."""

from typing import Any

import rules

from hongmajia.engagements.rules import is_agreed

from .talking import Speaker


@rules.predicate
def is_one_side(user: Any, engagement: Any) -> bool:
    return Speaker.of(user, engagement).side is not None


rules.add_perm("services.write", is_agreed & is_one_side)
