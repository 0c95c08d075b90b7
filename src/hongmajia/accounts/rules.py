"""Rights on the accounts of others; docs/access.md has the table."""

from typing import Any

import rules

from hongmajia.people.rules import is_staff_here_or_above
from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.rules import is_cadre_here_or_above, may_grant, may_revoke


@rules.predicate
def answers_for(user: Any, invitation: Any) -> bool:
    """Whether the user may invite the person again, take that back, or reset their account.

    For somebody with roles: whoever may grant all of them. For anybody else: cadre or liaison of
    the union that answers for them, or of one above; but nobody in a union for whoever has a duty
    of the installation (三员), whose account would otherwise be theirs.
    """
    if not user.pk or user.pk == invitation.user_id:
        return False
    if _has_duty(invitation):
        return False
    if seats := [seat for seat in invitation.user.memberships.all() if not seat.is_over]:
        return all(may_grant(user, seat.union, seat.role) for seat in seats)
    return bool(user.holds(invitation.union.path, *KEEPERS))


def _has_duty(invitation: Any) -> bool:
    """Whether the person has a duty; ``with_people`` has looked it up."""
    if hasattr(invitation, "duty_kind"):
        return bool(invitation.duty_kind)
    return bool(invitation.user.duties.filter(ended_at=None).exists())


@rules.predicate
def keeps_people(user: Any) -> bool:
    """Whether there is any union whose people the user may invite."""
    return bool(user.pk) and bool(user.scope(*KEEPERS))


@rules.predicate
def lets_leave(user: Any, person: Any) -> bool:
    """Whether the user may note that the person has left: they may end all their roles."""
    if not user.pk or user.pk == person.pk:
        return False
    held = list(person.memberships.not_over().select_related("union"))
    return bool(held) and all(may_revoke(user, membership) for membership in held)


rules.add_perm("accounts.let_leave", lets_leave)
rules.add_perm("accounts.answer_for", answers_for)
rules.add_perm("accounts.invite_any", keeps_people)
rules.add_perm("accounts.invite_of", is_staff_here_or_above)
rules.add_perm("accounts.decide_claim", is_cadre_here_or_above)
rules.add_perm("accounts.decide_application", is_cadre_here_or_above)
rules.add_perm("accounts.recruit_any", keeps_people)
rules.add_perm("accounts.choose", is_cadre_here_or_above)
rules.add_perm("accounts.recruit", is_staff_here_or_above)
