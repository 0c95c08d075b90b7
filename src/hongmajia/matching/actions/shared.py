"""What the actions on rounds share."""

from django.urls import reverse
from django.utils.translation import gettext as _

from hongmajia.core.errors import WrongState
from hongmajia.engagements.enums import LIVE, MAX_PROPOSALS
from hongmajia.needs.models import Need

from ..enums import RULABLE
from ..models import Round


def open_round(round_: Round, also: str = "") -> Round:
    """Lock the round and return it; ``WrongState`` unless it can be ruled on and sent.

    ``also`` is a further state that is accepted.
    """
    locked = Round.objects.select_for_update(of=("self",)).select_related("union", "season")
    found = locked.get(pk=round_.pk)
    if found.state not in (*RULABLE, also):
        state = found.get_state_display()
        raise WrongState(_("这份方案%(state)s，不能再改。") % {"state": state})
    if found.is_replaced:
        raise WrongState(_("已有新的一轮方案，请到最新的一轮里改。"))
    return found


def has_enough_asked(need: Need) -> bool:
    """Whether as many helpers are invited or agreed as the need may have at a time."""
    live = need.engagements.filter(state__in=LIVE).count()
    return live >= min(need.helpers_wanted, MAX_PROPOSALS)


def page_of(round_: Round) -> str:
    """Return the path of the round's page."""
    return reverse("round", args=[round_.pk])
