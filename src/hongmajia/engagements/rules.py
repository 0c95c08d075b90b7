"""Who may answer, choose and see the other side's telephone."""

from typing import Any

import rules

from hongmajia.needs.rules import is_asker, is_staff
from hongmajia.people.rules import answers_for
from hongmajia.unions.rules import is_cadre_here_or_above

from .enums import AGREED


@rules.predicate
def answers_for_helper(user: Any, engagement: Any) -> bool:
    return bool(answers_for(user, engagement.helper))


@rules.predicate
def is_agreed(user: Any, engagement: Any) -> bool:
    return engagement.state in AGREED


@rules.predicate
def is_need_side(user: Any, engagement: Any) -> bool:
    return bool((is_asker | is_staff)(user, engagement.need))


@rules.predicate
def is_cadre_of_need(user: Any, engagement: Any) -> bool:
    return bool(is_cadre_here_or_above(user, engagement.need))


rules.add_perm("engagements.answer", answers_for_helper)
rules.add_perm("engagements.choose", is_cadre_of_need)
rules.add_perm("engagements.cancel", is_cadre_of_need)
rules.add_perm("engagements.contact", is_agreed & (answers_for_helper | is_need_side))
