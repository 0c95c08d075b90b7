"""Who may see names and contact of a need, and who may act on it (docs/access.md)."""

from typing import Any

import rules

from hongmajia.core.models import Event
from hongmajia.unions.enums import KEEPERS, STAFF, Role
from hongmajia.unions.rules import is_cadre_here_or_above, registers_enterprises

from .enums import NeedVerb, Visibility


@rules.predicate
def is_asker(user: Any, need: Any) -> bool:
    """Whether the user asked, or is a contact of the enterprise that asked."""
    if not user.pk:
        return False
    return need.asker_id == user.pk or (
        need.enterprise_id is not None and user.enterprises.filter(pk=need.enterprise_id).exists()
    )


@rules.predicate
def is_staff_of_origin(user: Any, need: Any) -> bool:
    """Whether the user is staff of the need's home union or above."""
    return bool(user.pk) and user.holds(need.home_union.path, *STAFF)


@rules.predicate
def is_staff_of_holder(user: Any, need: Any) -> bool:
    """Whether the user is staff of the union that holds the need, or above."""
    return bool(user.pk) and user.holds(need.union.path, *STAFF)


@rules.predicate
def is_liaison_of_origin(user: Any, need: Any) -> bool:
    """Whether the user is liaison of the home union or above: they speak for the enterprise."""
    return bool(user.pk) and user.holds(need.home_union.path, Role.LIAISON)


@rules.predicate
def names_are_open(user: Any, need: Any) -> bool:
    """Whether the asker agreed to be named."""
    return bool(need.visibility == Visibility.OPEN)


@rules.predicate
def was_shown(user: Any, need: Any) -> bool:
    """Whether a union invited the user to this need."""
    return bool(user.pk) and need.shown_to.filter(pk=user.pk).exists()


@rules.predicate
def has_entered(user: Any, need: Any) -> bool:
    """Whether the user entered or imported the need."""
    verbs = (NeedVerb.SUBMITTED, NeedVerb.IMPORTED)
    acts = Event.objects.filter(story=need.story, verb__in=verbs)
    return bool(user.pk) and acts.filter(actor=user.pk).exists()


@rules.predicate
def is_keeper(user: Any, need: Any) -> bool:
    """Whether the user is cadre or liaison of the union that holds or sent the need, or above."""
    paths = (need.union.path, need.home_union.path)
    return bool(user.pk) and any(user.holds(path, *KEEPERS) for path in paths)


is_staff = is_staff_of_holder | is_staff_of_origin

rules.add_perm("needs.names", names_are_open | is_asker | is_staff | was_shown)
rules.add_perm("needs.contact", is_asker | is_staff)
rules.add_perm("needs.print_code", is_asker | has_entered | is_keeper)
rules.add_perm("needs.verify", is_cadre_here_or_above)
rules.add_perm("needs.match", is_cadre_here_or_above)
rules.add_perm("needs.change", is_asker | is_cadre_here_or_above | is_liaison_of_origin)
rules.add_perm("needs.withdraw", is_asker | is_cadre_here_or_above | is_liaison_of_origin)
rules.add_perm("needs.follow", is_asker | is_staff)
rules.add_perm("needs.enter", registers_enterprises)
rules.add_perm("needs.answer_callers", registers_enterprises)
