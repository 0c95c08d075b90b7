"""Rights on supervisions: who orders, answers and ends them (docs/access.md)."""

from typing import Any

import rules

from hongmajia.needs.models import Need
from hongmajia.needs.reminders import HELD_BY_UNION
from hongmajia.unions.enums import Role
from hongmajia.unions.rules import is_cadre_here_or_above, is_cadre_strictly_above


@rules.predicate
def is_above_the_holder(user: Any, need: Any) -> bool:
    """Whether the user is cadre of a union above the one that holds the need."""
    return bool(is_cadre_strictly_above(user, need.union))


@rules.predicate
def is_late(user: Any, need: Need) -> bool:
    """Whether a union is late with the need."""
    return need.state in HELD_BY_UNION and need.is_overdue


@rules.predicate
def is_supervised(user: Any, need: Any) -> bool:
    """Whether an open supervision of the need is one that the user may see."""
    return bool(user.pk) and need.supervisions.open().visible_to(user).exists()


@rules.predicate
def answers_for(user: Any, supervision: Any) -> bool:
    """Whether the user is cadre of the union that answers, or of one between it and the other."""
    if not user.pk:
        return False
    to, above = supervision.to_union.path, len(supervision.union.path)
    return any(to.startswith(path) and len(path) > above for path in user.scope(Role.CADRE))


rules.add_perm("supervision.order", is_above_the_holder)
rules.add_perm("supervision.of_need", (is_above_the_holder & is_late) | is_supervised)
rules.add_perm("supervision.answer", answers_for)
rules.add_perm("supervision.judge", is_cadre_here_or_above)
