"""Who may answer, choose and see the other side's telephone."""

from typing import Any

import rules

from hongmajia.needs.rules import is_asker, is_staff
from hongmajia.people.rules import answers_for, is_staff_here_or_above
from hongmajia.unions.rules import is_cadre_here_or_above

from .enums import AGREED


@rules.predicate
def answers_for_helper(user: Any, engagement: Any) -> bool:
    return bool(answers_for(user, engagement.helper))


@rules.predicate
def answers_in_his_stead(user: Any, engagement: Any) -> bool:
    """The staff of his union note what a helper without an account says on the telephone."""
    helper = engagement.helper
    return helper.answerer is None and bool(is_staff_here_or_above(user, helper))


@rules.predicate
def is_agreed(user: Any, engagement: Any) -> bool:
    return engagement.state in AGREED


@rules.predicate
def is_need_side(user: Any, engagement: Any) -> bool:
    return bool((is_asker | is_staff)(user, engagement.need))


@rules.predicate
def is_cadre_of_need(user: Any, engagement: Any) -> bool:
    return bool(is_cadre_here_or_above(user, engagement.need))


speaks_for_helper = answers_for_helper | answers_in_his_stead

rules.add_perm("engagements.answer", speaks_for_helper)
rules.add_perm("engagements.release", speaks_for_helper | is_cadre_of_need)
rules.add_perm("engagements.record_contact", speaks_for_helper | is_cadre_of_need)
rules.add_perm("engagements.choose", is_cadre_of_need)
rules.add_perm("engagements.cancel", is_cadre_of_need)
rules.add_perm("engagements.contact", is_agreed & (speaks_for_helper | is_need_side))
