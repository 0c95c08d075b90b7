"""Permissions: staff read the figures of their union and below, cadres edit its bulletin."""

from typing import Any

import rules

from hongmajia.unions.enums import STAFF
from hongmajia.unions.rules import is_cadre_here_or_above


@rules.predicate
def reads_figures(user: Any) -> bool:
    """Is staff of any union."""
    return bool(user.pk) and bool(user.scope(*STAFF))


rules.add_perm("insights.read", reads_figures)
rules.add_perm("insights.edit_bulletin", is_cadre_here_or_above)
rules.add_perm("insights.report_totals", is_cadre_here_or_above)
