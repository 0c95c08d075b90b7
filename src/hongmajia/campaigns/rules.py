"""Rights on campaigns; docs/access.md has the table. Which records one may add: ``kinds``."""

from typing import Any

import rules

from hongmajia.people.rules import answers_for
from hongmajia.unions.enums import KEEPERS, Role
from hongmajia.unions.rules import is_cadre_anywhere, is_cadre_here_or_above

from .enums import AskState


@rules.predicate
def is_asked_to_partner(user: Any, campaign: Any) -> bool:
    """Whether a union of which the user is a cadre was asked and has not answered; or one below."""
    asks = (ask for ask in campaign.asks.all() if ask.state == AskState.OPEN)
    return bool(user.pk) and any(user.holds(ask.union.path, Role.CADRE) for ask in asks)


@rules.predicate
def answers_as_lecturer(user: Any, ask: Any) -> bool:
    """Whether the user is the master who was asked, leads the team, or keeps their roll."""
    helper = ask.helper
    return bool(answers_for(user, helper)) or (
        bool(user.pk) and user.holds(helper.union.path, *KEEPERS)
    )


rules.add_perm("campaigns.lecture", answers_as_lecturer)
rules.add_perm("campaigns.start", is_cadre_here_or_above)
rules.add_perm("campaigns.start_any", is_cadre_anywhere)
rules.add_perm("campaigns.keep", is_cadre_here_or_above)
rules.add_perm("campaigns.answer", is_cadre_here_or_above)
rules.add_perm("campaigns.agree", is_asked_to_partner)
