"""Who may answer, choose, cancel and see the other side's telephone number (docs/access.md)."""

from typing import Any

import rules

from hongmajia.needs.rules import is_asker, is_staff
from hongmajia.people.rules import answers_for, is_staff_here_or_above
from hongmajia.unions.rules import is_cadre_here_or_above

from .enums import AGREED


@rules.predicate
def answers_for_helper(user: Any, engagement: Any) -> bool:
    """Whether the user is the helper, or leads the team that is."""
    return bool(answers_for(user, engagement.helper))


@rules.predicate
def answers_on_behalf(user: Any, engagement: Any) -> bool:
    """Whether the helper has no account and the user is staff of the helper's union or above.

    They record what the helper says on the telephone.
    """
    helper = engagement.helper
    return helper.answerer is None and bool(is_staff_here_or_above(user, helper))


@rules.predicate
def is_agreed(user: Any, engagement: Any) -> bool:
    """Whether both sides agreed to the engagement."""
    return engagement.state in AGREED


@rules.predicate
def is_need_side(user: Any, engagement: Any) -> bool:
    """Whether the user asks for the need or is staff of the union that holds it."""
    return bool((is_asker | is_staff)(user, engagement.need))


@rules.predicate
def is_cadre_of_need(user: Any, engagement: Any) -> bool:
    """Whether the user is a cadre of the union that holds the need, or above."""
    return bool(is_cadre_here_or_above(user, engagement.need))


speaks_for_helper = answers_for_helper | answers_on_behalf

rules.add_perm("engagements.answer", speaks_for_helper)
rules.add_perm("engagements.release", speaks_for_helper | is_cadre_of_need)
rules.add_perm("engagements.record_contact", speaks_for_helper | is_cadre_of_need)
rules.add_perm("engagements.choose", is_cadre_of_need)
rules.add_perm("engagements.urge", is_cadre_of_need)
rules.add_perm("engagements.cancel", is_cadre_of_need)
rules.add_perm("engagements.contact", is_agreed & (speaks_for_helper | is_need_side))
