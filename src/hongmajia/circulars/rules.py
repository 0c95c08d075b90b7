"""Rights on circulars: who writes, manages and answers them (docs/access.md)."""

from typing import Any

import rules

from hongmajia.unions.enums import KEEPERS
from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above


@rules.predicate
def keeps_the_receiver(user: Any, receipt: Any) -> bool:
    """Whether the user is cadre or liaison of the receiving union itself."""
    return bool(user.pk) and receipt.union.path in user.scope(*KEEPERS)


rules.add_perm("circulars.write", is_cadre_anywhere)
rules.add_perm("circulars.manage", is_cadre_here_or_above)
rules.add_perm("circulars.answer", keeps_the_receiver | is_cadre_here_or_above)
