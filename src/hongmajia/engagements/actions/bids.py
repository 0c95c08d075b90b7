"""Opening a need to bids (张榜), bidding (揭榜), and choosing a bid."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import closing_of
from hongmajia.core.errors import Refused, TooLate
from hongmajia.core.states import check, move
from hongmajia.needs.enums import NeedVerb, Visibility
from hongmajia.needs.models import Need
from hongmajia.needs.queries import asker_sides
from hongmajia.notices.telling import tell
from hongmajia.people.models import Helper
from hongmajia.unions.enums import Stage

from ..enums import EngagementState as S
from ..enums import EngagementVerb, Origin
from ..fitness import refuse_unlicensed
from ..models import Engagement
from ..states import TRANSITIONS
from ..told import CALLED_FOR_BIDS, CHOSEN
from .lifecycle import (
    announce_agreement,
    free_slot,
    lock_engagement,
    lock_need,
    move_engagement,
    open_engagement,
    place_fields,
    tell_the_chosen,
)
from .limits import refuse_unless_seeking
from .notifying import act_data, notify_cadres, office_data, page_of_need

LONGEST_CALL = timedelta(days=60)
"""How far ahead the last day for bids may be."""


@transaction.atomic
def call_for_bids(*, need: Need, until: date, actor: Actor) -> Need:
    """Open a need to bids (张榜) up to and including ``until``, or change that day.

    Afterwards the union has the season's ``match_days`` to choose. Raises ``Refused`` for a day
    that is not within 1 to 60 days from today and for a need that only unions can see,
    ``WrongState`` for a need that is not listed, ``TooLate`` if its places are taken.
    """
    today = timezone.localdate()
    if not today < until <= today + LONGEST_CALL:
        raise Refused(_("揭榜截止请选明天以后、60天以内的日子。"))
    need = lock_need(need)
    refuse_unless_seeking(need)
    free_slot(need)
    if need.visibility == Visibility.UNIONS:
        raise Refused(_("这件只给工会看，张榜没有人看得到。请改用邀请。"))
    need.bid_until = until
    _choose_by(need, until)
    record(
        actor,
        NeedVerb.CALLED,
        need,
        data={"office": need.union.name, "until": until.isoformat()},
    )
    sentence = CALLED_FOR_BIDS
    page = page_of_need(need)
    tell(asker_sides(need), sentence, page, actor, story=need.story, title=need, until=until)
    return need


def _choose_by(need: Need, until: date) -> None:
    """Let the need, and the bids made so far, wait for a choice after ``until``."""
    due = need.season.deadline(Stage.MATCH, need.season.match_days, closing_of(until))
    fields = due.fields()
    for name, value in fields.items():
        setattr(need, name, value)
    need.save(update_fields=["bid_until", *fields])
    need.engagements.filter(state=S.OFFERED).update(**fields)


@transaction.atomic
def bid(*, need: Need, helper: Helper, actor: Actor, pitch: str) -> Engagement:
    """Bid (揭榜) for a need that is open to bids; the union chooses later.

    ``pitch`` says how the helper would solve the problem. Raises ``Refused`` without it,
    ``TooLate`` after the last day for bids.
    """
    if not pitch.strip():
        raise Refused(_("请写几句准备怎么解决，工会才好选。"))
    need = lock_need(need)
    refuse_unless_seeking(need)
    if need.bid_until is None or need.bid_until < timezone.localdate():
        raise TooLate(_("揭榜已经截止了，谢谢您愿意帮忙。"))
    offered = open_engagement(
        need, helper, Origin.BID, actor, state=S.OFFERED, due_at=need.deadline, message=pitch
    )
    data = act_data(offered, EngagementVerb.BID, actor)
    record(actor, EngagementVerb.BID, offered, to_state=offered.state, data=data)
    sentence = gettext_lazy("%(title)s：%(helper)s揭榜，等您选定")
    notify_cadres(offered, sentence, actor)
    return offered


@transaction.atomic
def choose_bid(*, engagement: Engagement, actor: Actor, reason: str = "") -> Engagement:
    """Accept a bid. Once all places are taken the other bidders are notified with ``reason``.

    Raises ``WrongState`` unless the bid is still open, ``TooLate`` if all places are taken.
    """
    chosen = lock_engagement(engagement)
    check(chosen, TRANSITIONS, EngagementVerb.CHOSEN)
    refuse_unlicensed(chosen.need, chosen.helper)
    move(
        chosen,
        TRANSITIONS,
        EngagementVerb.CHOSEN,
        actor=actor,
        data=office_data(chosen),
        **place_fields(chosen.need),
    )
    tell_the_chosen(chosen, actor)
    announce_agreement(chosen, actor, CHOSEN, why=reason)
    return chosen


@transaction.atomic
def withdraw_bid(*, engagement: Engagement, actor: Actor) -> Engagement:
    """Withdraw a bid. Raises ``WrongState`` once the union has chosen."""
    bid_ = lock_engagement(engagement)
    move_engagement(bid_, EngagementVerb.BID_WITHDRAWN, actor)
    notify_cadres(bid_, gettext_lazy("%(title)s：%(helper)s撤回揭榜"))
    return bid_
