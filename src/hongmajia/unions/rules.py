"""Who may act in the tree. A role counts for the union and everything below it."""

from typing import Any

import rules

from .enums import KEEPERS, Role

STEP = "0001"
"""One step of a path in the tree."""


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


@rules.predicate
def registers_enterprises(user: Any) -> bool:
    """Cadres and liaisons, each for the enterprises below his unions."""
    return bool(user.pk) and bool(user.scope(*KEEPERS))


@rules.predicate
def is_cadre_strictly_above(user: Any, union: Any) -> bool:
    """Cadre of a union above ``union``, not of ``union`` itself."""
    return bool(user.pk) and user.holds(path_above(union.path), Role.CADRE)


@rules.predicate
def hosts_seasons(user: Any) -> bool:
    """Cadre of a union that runs seasons, or above it: the calendar is one for all below.

    Before the first season there is no host; then every cadre may begin.
    """
    return bool(user.pk) and user.hosts_seasons()


def path_above(path: str) -> str:
    """The path of the union above; ``~``, where nothing lies, for the topmost."""
    return path[: -len(STEP)] or "~"


FROM_ABOVE = (Role.CADRE, Role.LEADER)
"""Roles that only a union above may give."""


def may_grant(user: Any, union: Any, role: str) -> bool:
    """Powerful roles are given from strictly above only, the others by the union's cadre too."""
    if role in FROM_ABOVE:
        return bool(is_cadre_strictly_above(user, union))
    return bool(is_cadre_here_or_above(user, union))


@rules.predicate
def may_revoke(user: Any, membership: Any) -> bool:
    return bool(user.pk) and may_grant(user, membership.union, membership.role)


rules.add_perm("unions.manage", is_cadre_here_or_above)
rules.add_perm("unions.manage_any", is_cadre_anywhere)
rules.add_perm("unions.revoke", may_revoke)
rules.add_perm("unions.move", is_cadre_strictly_above)
rules.add_perm("unions.change_enterprise", is_cadre_here_or_above | is_liaison_here_or_above)
rules.add_perm("unions.register_enterprises", registers_enterprises)
rules.add_perm("unions.change_season", is_cadre_here_or_above)
rules.add_perm("unions.set_targets", is_cadre_here_or_above)
rules.add_perm("unions.change_holidays", hosts_seasons)
