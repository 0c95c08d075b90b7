"""Rights on events; docs/access.md has the table. Who plans the activity keeps its event."""

from typing import Any

import rules

from hongmajia.unions.enums import Role
from hongmajia.unions.rules import is_cadre_here_or_above


@rules.predicate
def is_cadre_above(user: Any, activity: Any) -> bool:
    """Is a cadre of a union above the one that held the activity, not of that one itself."""
    path = activity.union.path
    above = [one for one in user.scope(Role.CADRE) if path.startswith(one)] if user.pk else []
    return any(one != path for one in above)


rules.add_perm("events.evaluate", is_cadre_above)
rules.add_perm("events.set_criteria", is_cadre_here_or_above)
