"""Rights on unions, roles, enterprises, seasons and holidays; docs/access.md has the table.

A role in a union applies to all unions below it too.
"""

from typing import Any

import rules

from .enums import KEEPERS, Role

STEP = "0001"
"""A path has as many characters more for each union below another."""


@rules.predicate
def is_cadre_here_or_above(user: Any, thing: Any) -> bool:
    """Whether the user is a cadre of the union, or of the union of ``thing``, or above it."""
    union = getattr(thing, "union", thing)
    return bool(user.pk) and user.holds(union.path, Role.CADRE)


@rules.predicate
def is_liaison_here_or_above(user: Any, thing: Any) -> bool:
    """The same for liaisons."""
    union = getattr(thing, "union", thing)
    return bool(user.pk) and user.holds(union.path, Role.LIAISON)


@rules.predicate
def is_cadre_anywhere(user: Any) -> bool:
    """Whether the user is a cadre of any union."""
    return bool(user.pk) and bool(user.scope(Role.CADRE))


@rules.predicate
def registers_enterprises(user: Any) -> bool:
    """Whether there is any union for which the user may register enterprises."""
    return bool(user.pk) and bool(user.scope(*KEEPERS))


@rules.predicate
def is_cadre_strictly_above(user: Any, union: Any) -> bool:
    """Whether the user is a cadre of a union above ``union``; of ``union`` itself is not enough."""
    return bool(user.pk) and user.holds(path_above(union.path), Role.CADRE)


@rules.predicate
def hosts_seasons(user: Any) -> bool:
    """Whether the user may change the calendar of working days; see ``User.hosts_seasons``."""
    return bool(user.pk) and user.hosts_seasons()


@rules.predicate
def keeps_key_industries(user: Any, thing: Any) -> bool:
    """Whether the user may change the key industries of a province, or one of them.

    Cadres of its union and of those above; of a province without a union those who may change the
    calendar.
    """
    province = getattr(thing, "province", thing)
    if not province.path:
        return hosts_seasons(user)
    return bool(user.pk) and user.holds(province.path, Role.CADRE)


def path_above(path: str) -> str:
    """The path of the union above; for the topmost ``~``, which is no union's path."""
    return path[: -len(STEP)] or "~"


FROM_ABOVE = (Role.CADRE, Role.LEADER)
"""Roles that only a cadre of a union strictly above may grant."""


def is_topmost(union: Any) -> bool:
    """Whether there is no union above, so that its own cadres appoint each other."""
    return len(union.path) == len(STEP)


def may_grant(user: Any, union: Any, role: str) -> bool:
    """Whether the user may grant ``role`` in ``union``.

    Roles of ``FROM_ABOVE`` take a cadre strictly above, others a cadre of the union or above. In
    the topmost union a cadre of it grants all roles.
    """
    if role in FROM_ABOVE and not is_topmost(union):
        return bool(is_cadre_strictly_above(user, union))
    return bool(is_cadre_here_or_above(user, union))


@rules.predicate
def may_revoke(user: Any, membership: Any) -> bool:
    """Whether the user may revoke a membership: as ``may_grant`` for granting it.

    A deputy is dismissed also by whoever they stand in for, and may withdraw.
    """
    if not user.pk:
        return False
    pair = (membership.user_id, membership.deputises_id)
    if membership.deputises_id and user.pk in pair:
        return True
    return may_grant(user, membership.union, membership.role) and not _stands_in(user, membership)


def _stands_in(user: Any, membership: Any) -> bool:
    """Whether the user is the deputy of whoever holds the role: they do not end it."""
    return membership.user_id in user.stands_in


@rules.predicate
def names_deputies(user: Any) -> bool:
    """Whether the user is a cadre in their own right, who may name a deputy."""
    return bool(user.pk) and Role.CADRE in user.own_roles


@rules.predicate
def may_set_term(user: Any, membership: Any) -> bool:
    """Whether the user may set the last day of a role: as granting it, but not of a deputy."""
    if not user.pk or membership.deputises_id or _stands_in(user, membership):
        return False
    return may_grant(user, membership.union, membership.role)


rules.add_perm("unions.manage", is_cadre_here_or_above)
rules.add_perm("unions.manage_any", is_cadre_anywhere)
rules.add_perm("unions.revoke", may_revoke)


def may_leave(user: Any, membership: Any) -> bool:
    """Whether the page of handing over is offered beside a role: see ``may_hand_over``."""
    if membership.deputises_id or membership.is_to_come:
        return False
    is_own = user.pk == membership.user_id and membership.role == Role.CADRE
    return is_own or (user.pk != membership.user_id and may_revoke(user, membership))


def may_hand_over(user: Any, union: Any, leaving: Any) -> bool:
    """Whether the user may name the successor of ``leaving`` in ``union``.

    A cadre may do so for themselves; for others, whoever may revoke all their roles there.
    """
    held = list(leaving.memberships.today().own().filter(union=union))
    if user.pk == leaving.pk:
        return any(membership.role == Role.CADRE for membership in held)
    return bool(held) and all(may_revoke(user, membership) for membership in held)


@rules.predicate
def keeps_both(user: Any, pair: Any) -> bool:
    """Whether the user is a cadre of the unions of both enterprises of a pair, or above."""
    firms = (pair.first, pair.second)
    return all(is_cadre_here_or_above(user, firm) for firm in firms)


rules.add_perm("unions.set_term", may_set_term)
rules.add_perm("unions.name_deputies", names_deputies)
rules.add_perm("unions.move", is_cadre_strictly_above)
rules.add_perm("unions.change_enterprise", is_cadre_here_or_above | is_liaison_here_or_above)
rules.add_perm("unions.register_enterprises", registers_enterprises)
rules.add_perm("unions.merge_enterprises", keeps_both)
rules.add_perm("unions.change_season", is_cadre_here_or_above)
rules.add_perm("unions.set_targets", is_cadre_here_or_above)
rules.add_perm("unions.change_holidays", hosts_seasons)
rules.add_perm("unions.change_key_industries", keeps_key_industries)
