"""Who may change an artisan or a team, and answer for one."""

from typing import Any

import rules

from hongmajia.unions.rules import is_cadre_here_or_above, is_liaison_here_or_above


@rules.predicate
def answers_for(user: Any, helper: Any) -> bool:
    answerer = helper.answerer
    return bool(user.pk) and answerer is not None and answerer.pk == user.pk


is_staff_here_or_above = is_cadre_here_or_above | is_liaison_here_or_above

rules.add_perm("people.answer", answers_for)
rules.add_perm("people.register", is_staff_here_or_above)
rules.add_perm("people.manage", is_staff_here_or_above)
rules.add_perm("people.change", is_staff_here_or_above | answers_for)
rules.add_perm("people.award_flag", is_cadre_here_or_above)
