"""Permissions: staff read the figures of their union and below, cadres edit its bulletin."""

from typing import Any

import rules

from hongmajia.people.rules import is_staff_here_or_above
from hongmajia.unions.enums import KEEPERS, STAFF, Role
from hongmajia.unions.rules import is_cadre_here_or_above


@rules.predicate
def reads_figures(user: Any) -> bool:
    """Is staff of any union."""
    return bool(user.pk) and bool(user.scope(*STAFF))


@rules.predicate
def keeps_volunteers(user: Any) -> bool:
    """Is cadre or liaison of any union: they report the hours of volunteers."""
    return bool(user.pk) and bool(user.scope(*KEEPERS))


@rules.predicate
def is_apprentice(user: Any, pair: Any) -> bool:
    """Is the apprentice of the pair."""
    return bool(user.pk) and pair.apprentice_user_id == user.pk


rules.add_perm("insights.read_growth", is_staff_here_or_above | is_apprentice)


def is_cadre_anywhere(user: Any) -> bool:
    """Is cadre of any union; each row of a ledger is checked for its own."""
    return bool(user.pk) and bool(user.scope(Role.CADRE))


rules.add_perm("insights.import_history", is_cadre_anywhere)
rules.add_perm("insights.read", reads_figures)
rules.add_perm("insights.report_hours", keeps_volunteers)
rules.add_perm("insights.edit_bulletin", is_cadre_here_or_above)
rules.add_perm("insights.report_totals", is_cadre_here_or_above)
