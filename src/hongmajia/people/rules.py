"""Rights on helpers and apprenticeships; docs/access.md has the table."""

from typing import Any

import rules

from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.rules import is_cadre_here_or_above, is_liaison_here_or_above


@rules.predicate
def answers_for(user: Any, helper: Any) -> bool:
    """Whether the user is the artisan or the leader of the team."""
    answerer = helper.answerer
    return bool(user.pk) and answerer is not None and answerer.pk == user.pk


is_staff_here_or_above = is_cadre_here_or_above | is_liaison_here_or_above


@rules.predicate
def photo_is_open(user: Any, helper: Any) -> bool:
    """Whether the artisan consented to the photograph being public."""
    return bool(helper.artisan.photo_consent_at)


@rules.predicate
def is_master(user: Any, apprenticeship: Any) -> bool:
    """Whether the user is the master of the apprenticeship."""
    return bool(answers_for(user, apprenticeship.master))


@rules.predicate
def keeps_a_roll(user: Any) -> bool:
    """Whether there is any union for which the user may register helpers."""
    return bool(user.pk) and bool(user.scope(*KEEPERS))


rules.add_perm("people.register_any", keeps_a_roll)
rules.add_perm("people.answer", answers_for)
rules.add_perm("people.manage", is_staff_here_or_above)
rules.add_perm("people.change", is_staff_here_or_above | answers_for)
rules.add_perm("people.see_photo", photo_is_open | is_staff_here_or_above | answers_for)
rules.add_perm("people.insure", is_staff_here_or_above)
rules.add_perm("people.award_flag", is_cadre_here_or_above)
rules.add_perm("people.tend", is_staff_here_or_above | is_master)
