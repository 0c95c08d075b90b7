"""Who may see an itinerary, and who may plan one (docs/access.md)."""

from typing import Any

import rules

from hongmajia.people.rules import answers_for, is_staff_here_or_above
from hongmajia.unions.enums import Role


@rules.predicate
def is_leader_here_or_above(user: Any, thing: Any) -> bool:
    """Whether the user is leader of the object's union or above it."""
    return bool(user.pk) and user.holds(thing.union.path, Role.LEADER)


rules.add_perm("visits.see", is_staff_here_or_above | is_leader_here_or_above | answers_for)
rules.add_perm("visits.plan", is_staff_here_or_above | answers_for)
