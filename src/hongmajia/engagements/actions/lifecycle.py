"""Steps that the actions share: locking, opening, agreeing, and ending engagements."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor, account_of
from hongmajia.core.deadlines import Deadline, clock_fields
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, TooLate
from hongmajia.core.states import move
from hongmajia.needs.actions import arrange_need, match_need, show_need_to
from hongmajia.needs.enums import SEEKING
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.unions.crossing import refuse_across
from hongmajia.unions.enums import Stage

from ..enums import EngagementState as S
from ..enums import EngagementVerb, Origin
from ..fitness import refuse_unlicensed
from ..models import Engagement
from ..states import TRANSITIONS
from ..told import NOT_ASKED, PLACES_TAKEN
from .limits import too_late_message
from .notifying import (
    act_data,
    helper_data,
    notify_asker,
    notify_cadres,
    notify_helper,
    office_data,
)


def lock_need(need: Need) -> Need:
    """Lock the need's row until the transaction ends, and return it as it is now."""
    rows = Need.objects.select_for_update(of=("self",))
    return rows.select_related("season", "union", "region").get(pk=need.pk)


def lock_engagement(engagement: Engagement) -> Engagement:
    """Lock the engagement's need, then return the engagement as it is now.

    The need's lock is the only one: it serialises all actions on one need.
    """
    need = lock_need(engagement.need)
    fresh: Engagement = Engagement.objects.with_details().get(pk=engagement.pk)
    fresh.need = need
    return fresh


def open_engagement(
    need: Need,
    helper: Helper,
    origin: Origin,
    actor: Actor | None,
    *,
    due_at: Deadline | None,
    **fields: Any,
) -> Engagement:
    """Save a new engagement, and let the helper see the need.

    ``fields`` are model fields. Raises ``Refused`` for an inactive helper, for one of another
    province where the two do not both allow it, and for one who already has a live engagement on
    this need, ``Unlicensed`` without the licences that it takes, ``TooLate`` if a database
    constraint (one live engagement a pair, one engagement a slot) shows that somebody else was
    faster.
    """
    if not helper.is_active:
        raise Refused(_("%(helper)s已不在名册上，请另请一位。") % {"helper": helper.public_name})
    if need.engagements.filter(helper=helper).live().exists():
        raise Refused(_("%(helper)s已经在这件上了，不用再请。") % {"helper": helper.public_name})
    refuse_across(need=need.home_union.path, helper=helper.union.path)
    refuse_unlicensed(need, helper)
    who = account_of(actor)
    opened = Engagement(
        need=need, helper=helper, origin=origin, opened_by=who, **clock_fields(due_at), **fields
    )
    try:
        with transaction.atomic():
            opened.save()
    except IntegrityError:
        raise TooLate(too_late_message(need)) from None
    show_need_to(need, [helper.answerer])
    return opened


def move_engagement(
    engagement: Engagement, verb: EngagementVerb, actor: Actor | None, **fields: Any
) -> None:
    """Move the engagement by the step of ``verb``; the event names the helper.

    ``fields`` are those of ``core.states.move``.
    """
    data = act_data(engagement, verb, actor)
    move(engagement, TRANSITIONS, verb, actor=actor, data=data, **fields)


def free_slot(need: Need) -> int:
    """Return the need's first free place (from 1); raises ``TooLate`` when all are taken."""
    taken = set(need.engagements.filter(slot__isnull=False).values_list("slot", flat=True))
    for slot in range(1, need.helpers_wanted + 1):
        if slot not in taken:
            return slot
    raise TooLate(too_late_message(need))


def place_fields(need: Need) -> dict[str, Any]:
    """Return the fields of an engagement agreed now: its slot, and when contact is due."""
    return {"slot": free_slot(need), "due_at": contact_by(need)}


def contact_by(need: Need) -> Deadline:
    """Return when the first contact is due, if the time limit starts now."""
    return need.season.deadline(Stage.MATCH, need.days_for(need.season.contact_days))


def announce_agreement(engagement: Engagement, actor: Actor, sentence: Any, why: str = "") -> None:
    """Tell the asker and the cadres; match the need if its places are taken.

    The helper is told by the caller, unless they agreed themselves. ``why`` is the reason given to
    the helpers not chosen.
    """
    notify_asker(engagement, sentence, actor)
    notify_cadres(engagement, sentence, actor)
    match_if_full(need=engagement.need, actor=actor, why=why)


def tell_the_chosen(engagement: Engagement, actor: Actor) -> None:
    """Tell the helper whom the union has chosen."""
    notify_helper(engagement, gettext_lazy("%(title)s：由您来办，请和企业联系"), actor)


@transaction.atomic
def match_if_full(*, need: Need, actor: Actor | None, why: str = "") -> None:
    """If all places of the need are taken, cancel its open invitations and bids, and match it.

    ``why`` is the reason given to the helpers who were not needed. A need that is not listed yet
    (an order before its verification) is matched later, when it is listed. If all who hold a place
    have come and none has solved the problem, their places are free for others instead.
    """
    need = lock_need(need)
    agreed = list(need.engagements.placed().with_details().order_by("slot"))
    if len(agreed) < need.helpers_wanted:
        return
    if need.state in SEEKING and not any(engagement.is_working for engagement in agreed):
        need.engagements.finished().update(slot=None)
        return
    cancel_all_pending(need, actor, PLACES_TAKEN, why)
    if need.state in SEEKING and need.listed_at:
        _match(need, agreed, actor)


def _match(need: Need, agreed: list[Engagement], actor: Actor | None) -> None:
    """Match the need; it is in service at once if one of its helpers has an appointment already."""
    names = "、".join(helper_data(engagement)["helper"] for engagement in agreed)
    matched = match_need(need=need, actor=actor, helper=names, due_at=contact_by(need))
    if fixed := next((one for one in agreed if one.state == S.SCHEDULED), None):
        arrange_need(need=matched, actor=actor, helper=helper_data(fixed)["helper"])


def cancel_all_pending(need: Need, actor: Actor | None, because: Any, why: str = "") -> None:
    """Cancel the open invitations of a need and reject its bids.

    The helpers are told ``why`` in the union's words, or else by the sentence ``because``.
    """
    for engagement in need.engagements.asked().with_details():
        cancel_pending(engagement, actor, because, why)


def cancel_pending(
    engagement: Engagement, actor: Actor | None, because: Any, why: str = ""
) -> None:
    """Cancel an invitation or reject a bid; the helper is thanked and hears the reason.

    The arguments are those of ``cancel_all_pending``.
    """
    offered = engagement.state == S.OFFERED
    verb = EngagementVerb.NOT_CHOSEN if offered else EngagementVerb.CANCELLED
    data = office_data(engagement)
    move(engagement, TRANSITIONS, verb, actor=actor, data=data, note=why, audience=Audience.PARTIES)
    if why.strip():
        notify_helper(engagement, NOT_ASKED, actor, why=" ".join(why.split()))
    else:
        notify_helper(engagement, because, actor)


@transaction.atomic
def end_engagements(*, need: Need, actor: Actor | None) -> None:
    """End the engagements of a need that is withdrawn or merged, and notify their helpers."""
    for engagement in need.engagements.filter(state__in=TRANSITIONS[EngagementVerb.ENDED].sources):
        ended = lock_engagement(engagement)
        move_engagement(ended, EngagementVerb.ENDED, actor, slot=None)
        notify_helper(ended, gettext_lazy("%(title)s：需求不再办了，不用您去了，谢谢您"), actor)
