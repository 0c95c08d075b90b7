"""Who may run, rule and send a round; who sees and lays out an itinerary; whose problems."""

from typing import Any

import rules

from hongmajia.people.rules import answers_for, is_staff_here_or_above
from hongmajia.unions.enums import Role
from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above


@rules.predicate
def is_leader_here_or_above(user: Any, thing: Any) -> bool:
    return bool(user.pk) and user.holds(thing.union.path, Role.LEADER)


@rules.predicate
def reads_a_union(user: Any) -> bool:
    """Cadres, and leaders who read only."""
    return bool(user.pk) and bool(user.scope(Role.CADRE, Role.LEADER))


rules.add_perm("matching.run", is_cadre_here_or_above)
rules.add_perm(
    "matching.see_itinerary", is_staff_here_or_above | is_leader_here_or_above | answers_for
)
rules.add_perm("matching.plan_itinerary", is_staff_here_or_above | answers_for)
rules.add_perm("matching.see_problems", reads_a_union)
rules.add_perm("matching.find_problems", is_cadre_anywhere)
