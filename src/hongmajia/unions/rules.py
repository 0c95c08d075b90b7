"""Who may act in the tree. A role counts for the union and everything below it."""

from typing import Any

import rules

from .enums import Role


@rules.predicate
def is_cadre_here_or_above(user: Any, thing: Any) -> bool:
    """``thing`` is a union or has one."""
    union = getattr(thing, "union", thing)
    return bool(user.pk) and user.holds(union.path, Role.CADRE)


@rules.predicate
def is_liaison_here_or_above(user: Any, thing: Any) -> bool:
    union = getattr(thing, "union", thing)
    return bool(user.pk) and user.holds(union.path, Role.LIAISON)


@rules.predicate
def is_cadre_anywhere(user: Any) -> bool:
    return bool(user.pk) and bool(user.scope(Role.CADRE))


rules.add_perm("unions.manage", is_cadre_here_or_above)
rules.add_perm("unions.manage_any", is_cadre_anywhere)
rules.add_perm("unions.change_enterprise", is_cadre_here_or_above | is_liaison_here_or_above)
rules.add_perm("unions.change_season", is_cadre_here_or_above)
