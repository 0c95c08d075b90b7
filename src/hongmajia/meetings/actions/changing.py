"""Attaching needs to a meeting and detaching them before it; what happens when it is called off."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import record
from hongmajia.core.errors import WrongState
from hongmajia.engagements.actions import join_meeting, leave_meeting, schedule
from hongmajia.engagements.enums import WORKING
from hongmajia.engagements.models import Engagement
from hongmajia.needs.models import Need
from hongmajia.notices.enums import Kind
from hongmajia.services.actions import locked_activity, when_of
from hongmajia.services.enums import ActivityState

from ..enums import MeetingVerb
from ..models import Meeting
from .inviting import invite, tell_asker


@transaction.atomic
def attach_need(*, meeting: Meeting, need: Need, actor: Actor) -> Engagement:
    """Let the meeting answer one more need, and invite its asker.

    Whoever was asked to listen takes part from now on. Raises ``WrongState`` once the meeting is
    recorded or called off, and what ``join_meeting`` raises.
    """
    activity = _locked(meeting)
    joined = join_meeting(need=need, speaker=meeting.speaker, actor=actor)
    activity.engagements.add(joined)
    when = when_of(activity)
    schedule(engagement=joined, actor=actor, starts_at=activity.starts_at, when=when)
    meeting.listeners.filter(need=need).delete()
    record(actor, MeetingVerb.ATTACHED, meeting, data={"title": need.title})
    invite(meeting, need, actor)
    return joined


@transaction.atomic
def detach(*, meeting: Meeting, engagement: Engagement, actor: Actor, reason: str) -> None:
    """Take a need from the meeting; it is listed again and its asker hears why.

    Raises ``WrongState`` once the meeting is recorded or called off, ``Refused`` without a reason.
    """
    activity = _locked(meeting)
    leave_meeting(engagement=engagement, actor=actor, reason=reason)
    activity.engagements.remove(engagement)
    title = engagement.need.title
    record(actor, MeetingVerb.DETACHED, meeting, note=reason, data={"title": title})


@transaction.atomic
def dissolve(*, meeting: Meeting, actor: Actor | None, reason: str) -> None:
    """List all needs of a meeting again that was called off; the speaker does not come to each."""
    for engagement in meeting.activity.engagements.filter(state__in=WORKING).with_details():
        leave_meeting(engagement=engagement, actor=actor, reason=reason)
        meeting.activity.engagements.remove(engagement)


def tell_listeners(meeting: Meeting, sentence: Any, actor: Actor | None, **words: Any) -> None:
    """Tell everybody who was asked to listen of a change."""
    for row in meeting.listeners.select_related("need__season", "need__union"):
        tell_asker(meeting, row.need, sentence, actor, kind=Kind.CHANGED, **words)


def _locked(meeting: Meeting) -> Any:
    activity = locked_activity(meeting.activity)
    if activity.state != ActivityState.PLANNED:
        raise WrongState(_("这场交流会已经办了或者取消了，不能再加减需求。"))
    return activity
