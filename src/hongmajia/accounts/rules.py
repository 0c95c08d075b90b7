"""Rights on the accounts of others; docs/access.md has the table."""

from typing import Any

import rules

from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.rules import is_cadre_here_or_above, may_grant


@rules.predicate
def answers_for(user: Any, invitation: Any) -> bool:
    """Whether the user may invite the person again, take that back, or reset their account.

    For somebody with roles: whoever may grant all of them. For anybody else: cadre or liaison of
    the union that answers for them, or of one above.
    """
    if not user.pk or user.pk == invitation.user_id:
        return False
    if seats := invitation.user.memberships.all():
        return all(may_grant(user, seat.union, seat.role) for seat in seats)
    return bool(user.holds(invitation.union.path, *KEEPERS))


@rules.predicate
def keeps_people(user: Any) -> bool:
    """Whether there is any union whose people the user may invite."""
    return bool(user.pk) and bool(user.scope(*KEEPERS))


rules.add_perm("accounts.answer_for", answers_for)
rules.add_perm("accounts.invite_any", keeps_people)
rules.add_perm("accounts.decide_claim", is_cadre_here_or_above)
