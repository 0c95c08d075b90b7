"""Answers to an invitation, and ending an engagement before the service."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState, require_reason
from hongmajia.core.states import check
from hongmajia.needs.actions import unmatch_need
from hongmajia.needs.enums import AT_WORK, SEEKING, NeedState
from hongmajia.needs.models import Need

from ..enums import EngagementVerb
from ..fitness import refuse_unlicensed
from ..models import Engagement
from ..rules import speaks_for_helper
from ..states import TRANSITIONS
from ..told import ACCEPTED, LEFT, LEFT_OTHERS, LEFT_SEEKING, NOT_ASKED
from .lifecycle import (
    announce_agreement,
    cancel_pending,
    lock_engagement,
    match_if_full,
    move_engagement,
    place_fields,
)
from .notifying import notify_asker, notify_cadres, notify_helper, notify_of_refusal


@transaction.atomic
def accept(*, engagement: Engagement, actor: Actor) -> Engagement:
    """The helper accepts an invitation.

    The first contact is due within the season's ``contact_days``. Raises ``WrongState`` unless the
    invitation still waits for an answer, ``TooLate`` if all places of the need are taken,
    ``Unlicensed`` for a helper without a licence that the need takes now.
    """
    accepted = lock_engagement(engagement)
    check(accepted, TRANSITIONS, EngagementVerb.ACCEPTED)
    refuse_unlicensed(accepted.need, accepted.helper)
    move_engagement(accepted, EngagementVerb.ACCEPTED, actor, **place_fields(accepted.need))
    announce_agreement(accepted, actor, ACCEPTED)
    return accepted


@transaction.atomic
def decline(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """The helper declines an invitation; only the unions can read ``reason``.

    Raises ``Refused`` without a reason, ``WrongState`` unless the invitation waits for an answer.
    """
    require_reason(reason, _("请选一个原因，只有工会看得见。"))
    declined = lock_engagement(engagement)
    move_engagement(declined, EngagementVerb.DECLINED, actor, note=reason, audience=Audience.UNIONS)
    notify_of_refusal(declined)
    return declined


@transaction.atomic
def expire(*, engagement: Engagement) -> Engagement:
    """End an invitation that was not answered in time (docs/domain.md, rule 3).

    Raises ``WrongState`` if it is not overdue, or was answered meanwhile.
    """
    expired = lock_engagement(engagement)
    if not expired.is_overdue:
        raise WrongState(_("还没到期。"))
    move_engagement(expired, EngagementVerb.EXPIRED, None)
    sentence = gettext_lazy("%(title)s：邀请已到期，这次不用答复了，谢谢您")
    notify_helper(expired, sentence)
    notify_of_refusal(expired)
    return expired


@transaction.atomic
def cancel(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """The union withdraws an invitation or rejects a bid; the helper is notified with ``reason``.

    Raises ``Refused`` without a reason, ``WrongState`` once the engagement is agreed or over.
    """
    require_reason(reason, _("请写明为什么，这位师傅会看到。"))
    cancelled = lock_engagement(engagement)
    cancel_pending(cancelled, actor, NOT_ASKED, reason)
    return cancelled


@transaction.atomic
def release(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """End an agreed engagement because the helper cannot come; asker and union are notified.

    The need is listed again if it was matched, or if no other helper is at work. Raises ``Refused``
    without a reason and, while the need is tackled by milestones (攻关), for all but the union's
    cadres; ``WrongState`` unless the engagement is accepted or scheduled.
    """
    require_reason(reason, _("请写明为什么不能来，企业和工会会看到。"))
    released = lock_engagement(engagement)
    need = released.need
    if need.state == NeedState.TACKLING and not actor.has_perm("engagements.choose", released):
        raise Refused(_("已经转为攻关，请先和工会商量。"))
    needs_another = released.has_place and not _goes_on_without(released)
    move_engagement(
        released, EngagementVerb.RELEASED, actor, slot=None, note=reason, audience=Audience.PARTIES
    )
    if needs_another:
        unmatch_need(need=need, actor=actor, helper=in_chinese(released.helper))
        match_if_full(need=need, actor=actor)
    else:
        sentence = _absence(need)
        notify_asker(released, sentence)
        notify_cadres(released, sentence)
    if not speaks_for_helper(actor, released):
        notify_helper(released, gettext_lazy("%(title)s：已记下您不能去了"), actor)
    return released


def _goes_on_without(engagement: Engagement) -> bool:
    """Whether the need stays where it is although this helper does not come.

    It does if it has no helpers yet or is over, and while another one is at work on it.
    """
    need = engagement.need
    if need.state not in AT_WORK:
        return True
    others = need.engagements.placed().working().exclude(pk=engagement.pk)
    return need.state != NeedState.MATCHED and others.exists()


def _absence(need: Need) -> Any:
    """The notice that a helper does not come, where the need goes on as before."""
    if need.state in SEEKING:
        return LEFT_SEEKING
    if need.state in AT_WORK:
        return LEFT_OTHERS
    return LEFT
