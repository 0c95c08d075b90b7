"""Answers to an invitation, and the ways out of what was agreed."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused, WrongState
from hongmajia.core.states import check, move
from hongmajia.needs.actions import unmatch_need
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need

from ..enums import EngagementVerb
from ..models import Engagement
from ..states import TRANSITIONS
from .joining import agree, agreed_place, relocked, thank
from .telling import named, tell_asker, tell_cadres, tell_helper, tell_of_no


@transaction.atomic
def accept(*, engagement: Engagement, actor: Actor) -> Engagement:
    """The helper says yes and has the season's ``contact_days`` to get in touch."""
    accepted = relocked(engagement)
    check(accepted, TRANSITIONS, EngagementVerb.ACCEPTED)
    move(
        accepted,
        TRANSITIONS,
        EngagementVerb.ACCEPTED,
        actor=actor,
        data=named(accepted),
        **agreed_place(accepted.need),
    )
    agree(accepted, actor, gettext_lazy("%(title)s：%(helper)s接单了，会主动联系"))
    return accepted


@transaction.atomic
def decline(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """The helper says no. His reason is read by the unions only; they look for the next."""
    if not reason.strip():
        raise Refused(_("请选一个原因，只有工会看得见。"))
    declined = relocked(engagement)
    move(
        declined,
        TRANSITIONS,
        EngagementVerb.DECLINED,
        actor=actor,
        data=named(declined),
        note=reason,
        audience=Audience.UNIONS,
    )
    tell_of_no(declined)
    return declined


@transaction.atomic
def expire(*, engagement: Engagement) -> Engagement:
    """Silence is an answer once the time is over; the clock says so."""
    expired = relocked(engagement)
    if not expired.is_overdue:
        raise WrongState(_("还没到期。"))
    move(expired, TRANSITIONS, EngagementVerb.EXPIRED, actor=None, data=named(expired))
    sentence = gettext_lazy("%(title)s：邀请已到期，这次不用答复了，谢谢您")
    tell_helper(expired, sentence)
    tell_of_no(expired)
    return expired


@transaction.atomic
def cancel(*, engagement: Engagement, actor: Actor, reason: str = "") -> Engagement:
    """The union takes an invitation back, or does not choose a bid; he is told why, and thanked."""
    cancelled = relocked(engagement)
    thank(cancelled, actor, reason)
    return cancelled


@transaction.atomic
def release(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """The helper cannot come after all. The union looks again, the asker is told."""
    if not reason.strip():
        raise Refused(_("请写明为什么不能来，企业和工会会看到。"))
    released = relocked(engagement)
    need = released.need
    if need.state == NeedState.TACKLING:
        raise Refused(_("已经转为攻关，请先和工会商量。"))
    move(
        released,
        TRANSITIONS,
        EngagementVerb.RELEASED,
        actor=actor,
        slot=None,
        data=named(released),
        note=reason,
        audience=Audience.PARTIES,
    )
    if need.state == NeedState.MATCHED or _is_left_alone(need):
        unmatch_need(need=need, actor=actor, helper=in_chinese(released.helper))
    else:
        sentence = gettext_lazy("%(title)s：%(helper)s不能来了，工会会再找人")
        tell_asker(released, sentence)
        tell_cadres(released, sentence)
    tell_helper(released, gettext_lazy("%(title)s：已告诉企业您不能去了"), actor)
    return released


def _is_left_alone(need: Need) -> bool:
    """There was an appointment, and now nobody is left who comes."""
    return need.state == NeedState.IN_SERVICE and not need.engagements.placed().exists()
