"""The call for bids (张榜), the bids (揭榜), and the choice."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.clocks import closing_of, due_after
from hongmajia.core.errors import Refused, TooLate
from hongmajia.core.states import check, move
from hongmajia.needs.enums import NeedVerb, Visibility
from hongmajia.needs.models import Need
from hongmajia.needs.queries import cadres_of, followers
from hongmajia.notices.actions import notify
from hongmajia.people.models import Helper

from ..enums import EngagementState as S
from ..enums import EngagementVerb, Origin
from ..models import Engagement
from ..states import TRANSITIONS
from .joining import agree, agreed_place, free_slot, locked, open_engagement, relocked
from .limits import refuse_unless_seeking
from .telling import named, office, page_of, page_of_need, tell_cadres

LONGEST_CALL = timedelta(days=60)


@transaction.atomic
def call_for_bids(*, need: Need, until: date, actor: Actor) -> Need:
    """Open a need to bids (张榜) up to and including ``until``; then its union has the season's
    ``match_days`` to choose. A later day prolongs a call."""
    today = timezone.localdate()
    if not today < until <= today + LONGEST_CALL:
        raise Refused(_("揭榜截止请选明天以后、60天以内的日子。"))
    need = locked(need)
    refuse_unless_seeking(need)
    free_slot(need)
    if need.visibility == Visibility.UNIONS:
        raise Refused(_("这件只给工会看，张榜没有人看得到。请改用邀请。"))
    need.bid_until = until
    need.due_at = due_after(closing_of(until), need.season.match_days)
    need.save(update_fields=["bid_until", "due_at"])
    record(
        actor,
        NeedVerb.CALLED,
        need,
        data={"office": need.union.name, "until": until.isoformat()},
    )
    sentence = gettext_lazy("%(title)s：已张榜，%(until)s前师傅可以揭榜")
    notify(followers(need), sentence, page_of_need(need), title=need, until=until)
    return need


@transaction.atomic
def bid(*, need: Need, helper: Helper, actor: Actor, pitch: str) -> Engagement:
    """Offer oneself for a need under call (揭榜); the union chooses. ``pitch`` says how."""
    if not pitch.strip():
        raise Refused(_("请写几句准备怎么解决，工会才好选。"))
    need = locked(need)
    refuse_unless_seeking(need)
    if need.bid_until is None or need.bid_until < timezone.localdate():
        raise TooLate(_("揭榜已经截止了，谢谢您愿意帮忙。"))
    offered = open_engagement(
        need, helper, Origin.BID, actor, state=S.OFFERED, due_at=need.due_at, message=pitch
    )
    data = named(offered)
    record(actor, EngagementVerb.BID, offered, to_state=offered.state, data=data)
    sentence = gettext_lazy("%(title)s：%(helper)s揭榜，等您选定")
    notify(cadres_of(need.union), sentence, page_of(offered), title=need, helper=helper)
    return offered


@transaction.atomic
def choose_bid(*, engagement: Engagement, actor: Actor, reason: str = "") -> Engagement:
    """The union takes this bid. ``reason`` is told to those not chosen, with thanks, once all
    places are taken."""
    chosen = relocked(engagement)
    check(chosen, TRANSITIONS, EngagementVerb.CHOSEN)
    move(
        chosen,
        TRANSITIONS,
        EngagementVerb.CHOSEN,
        actor=actor,
        data=office(chosen),
        **agreed_place(chosen.need),
    )
    agree(chosen, actor, gettext_lazy("%(title)s：选定%(helper)s来办"), why=reason)
    return chosen


@transaction.atomic
def withdraw_bid(*, engagement: Engagement, actor: Actor) -> Engagement:
    """The bidder takes his bid back before the union has chosen."""
    bid_ = relocked(engagement)
    move(bid_, TRANSITIONS, EngagementVerb.BID_WITHDRAWN, actor=actor, data=named(bid_))
    tell_cadres(bid_, gettext_lazy("%(title)s：%(helper)s撤回揭榜"))
    return bid_
