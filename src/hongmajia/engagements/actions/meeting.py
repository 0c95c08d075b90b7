"""A need comes to a meeting at which a speaker answers many, and leaves it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.enums import Audience
from hongmajia.core.errors import require_reason
from hongmajia.core.states import move
from hongmajia.needs.actions import detach_need
from hongmajia.needs.enums import AT_WORK
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper

from ..enums import EngagementState as S
from ..enums import EngagementVerb, Origin
from ..fitness import refuse_unlicensed
from ..models import Engagement
from ..states import TRANSITIONS
from .lifecycle import (
    lock_engagement,
    lock_need,
    match_if_full,
    move_engagement,
    open_engagement,
    place_fields,
)
from .limits import refuse_unless_seeking
from .notifying import office_data


@transaction.atomic
def join_meeting(*, need: Need, speaker: Helper, actor: Actor) -> Engagement:
    """Let a need be answered at a meeting whose ``speaker`` agreed to it; it is accepted at once.

    An open invitation or bid of the speaker becomes it. The speaker's weekly limit and radius do
    not count: it is one appointment, to which the askers come. Nobody is told: the meeting itself
    invites. Raises ``TooLate`` or ``WrongState`` for a need that does not look for a helper,
    ``Unlicensed`` for a speaker without the licences that it takes.
    """
    need = lock_need(need)
    refuse_unless_seeking(need)
    joined = need.engagements.filter(helper=speaker).asked().first()
    if joined:
        refuse_unlicensed(need, speaker)
        data, place = office_data(joined), place_fields(need)
        move(joined, TRANSITIONS, EngagementVerb.MEETING, actor=actor, data=data, **place)
    else:
        place = place_fields(need)
        joined = open_engagement(need, speaker, Origin.MEETING, actor, state=S.ACCEPTED, **place)
        data = office_data(joined)
        record(actor, EngagementVerb.MEETING, joined, to_state=joined.state, data=data)
    match_if_full(need=need, actor=actor)
    return joined


@transaction.atomic
def leave_meeting(*, engagement: Engagement, actor: Actor | None, reason: str) -> Engagement:
    """Take a need from a meeting before it; the need is listed again and its asker hears why.

    Raises ``Refused`` without a reason, ``WrongState`` once the speaker has recorded the meeting.
    """
    require_reason(reason, _("请写明为什么不放在会上解答，提出人会看到。"))
    left = lock_engagement(engagement)
    need, had_place = left.need, left.has_place
    move_engagement(
        left, EngagementVerb.LEFT_MEETING, actor, slot=None, note=reason, audience=Audience.PARTIES
    )
    others = need.engagements.placed().working().exclude(pk=left.pk)
    if had_place and need.state in AT_WORK and not others.exists():
        detach_need(need=need, actor=actor, helper=in_chinese(left.helper), reason=reason)
    return left
