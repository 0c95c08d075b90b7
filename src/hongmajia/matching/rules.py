"""Who may run rounds and see common problems (docs/access.md)."""

from typing import Any

import rules

from hongmajia.unions.enums import OVERSEERS
from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above


@rules.predicate
def reads_a_union(user: Any) -> bool:
    """Whether the user is cadre or leader of some union."""
    return bool(user.pk) and bool(user.scope(*OVERSEERS))


rules.add_perm("matching.run", is_cadre_here_or_above)
rules.add_perm("matching.see_problems", reads_a_union)
rules.add_perm("matching.find_problems", is_cadre_anywhere)
