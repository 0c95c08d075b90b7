"""Rights on offers; docs/access.md has the table."""

from typing import Any

import rules

from hongmajia.people.rules import answers_for
from hongmajia.unions.rules import is_cadre_here_or_above, is_liaison_here_or_above


@rules.predicate
def may_change_helper(user: Any, offer: Any) -> bool:
    """Whether the user answers for the helper of the offer, or is staff of their union."""
    helper = offer.helper
    may = is_cadre_here_or_above | is_liaison_here_or_above | answers_for
    return bool(may(user, helper))


rules.add_perm("offers.change", may_change_helper)
