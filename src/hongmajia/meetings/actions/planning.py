"""Calling a meeting for all who have one problem."""

from collections.abc import Iterable
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.core.errors import Refused
from hongmajia.engagements.actions import join_meeting
from hongmajia.matching.models import CommonProblem
from hongmajia.needs.models import Need
from hongmajia.people.models import Helper
from hongmajia.services.actions import plan_activity
from hongmajia.services.bookings import FIRST_WORD, SecondWord
from hongmajia.services.facts import ActivityFacts
from hongmajia.unions.models import Union

from ..enums import MeetingVerb
from ..models import Meeting
from .inviting import ask_to_listen, invite


@transaction.atomic
def call_meeting(
    *,
    union: Union,
    actor: Actor,
    speaker: Helper,
    needs: Iterable[Need],
    listening: Iterable[Need] = (),
    problem: CommonProblem | None = None,
    word: SecondWord = FIRST_WORD,
    **facts: Unpack[ActivityFacts],
) -> Meeting:
    """Plan a meeting at which ``speaker``, who agreed to it, answers ``needs``; invite all askers.

    Each need becomes an engagement with the speaker, which the record of the meeting serves and
    whose asker confirms it. The askers of needs ``listening`` are invited too, but nothing is
    settled for them. Raises ``Refused`` without a need, what ``join_meeting`` raises for each, and
    what ``plan_activity`` raises.
    """
    needs = list(needs)
    if not needs:
        raise Refused(_("请至少选一件还没有师傅的需求，会上来解答。"))
    joined = [join_meeting(need=need, speaker=speaker, actor=actor) for need in needs]
    activity = plan_activity(union=union, actor=actor, engagements=joined, word=word, **facts)
    words = problem.words if problem else []
    meeting = Meeting.objects.create(
        activity=activity, speaker=speaker, problem=problem, words=words
    )
    data = {"n": len(needs), "helper": in_chinese(speaker)}
    record(actor, MeetingVerb.CALLED, meeting, data=data)
    for need in needs:
        invite(meeting, need, actor)
    for need in listening:
        ask_to_listen(meeting, need, actor)
    return meeting
