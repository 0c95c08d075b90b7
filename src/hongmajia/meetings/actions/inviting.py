"""Inviting the askers of needs to a meeting."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese, record
from hongmajia.needs.models import Need
from hongmajia.needs.queries import asker_sides
from hongmajia.notices.enums import Kind
from hongmajia.notices.telling import tell
from hongmajia.offers.enums import OfferMode
from hongmajia.services.actions import when_of
from hongmajia.services.models import Activity

from ..enums import MeetingVerb
from ..models import Listener, Meeting
from ..told import INVITED, LISTEN


def invite(meeting: Meeting, need: Need, actor: Actor) -> None:
    """Tell the asker of a need that the meeting answers."""
    tell_asker(meeting, need, INVITED, actor, kind=Kind.ACT)


def ask_to_listen(meeting: Meeting, need: Need, actor: Actor) -> None:
    """Ask the asker of a need that the meeting does not settle to come and listen, once."""
    _row, new = Listener.objects.get_or_create(meeting=meeting, need=need)
    if not new:
        return
    words = {"helper": in_chinese(meeting.speaker), "office": meeting.activity.union.name}
    record(actor, MeetingVerb.INVITED, need, data=words)
    tell_asker(meeting, need, LISTEN, actor, kind=Kind.NEWS)


def tell_asker(
    meeting: Meeting, need: Need, sentence: Any, actor: Actor | None, *, kind: Kind, **words: Any
) -> None:
    """Tell the asker of ``need`` something about the meeting, by telephone if need be."""
    activity = meeting.activity
    known = {"when": when_of(activity), "place": place_of(activity), "helper": meeting.speaker}
    page = reverse("need", args=[need.pk])
    sides, story = asker_sides(need), need.story
    tell(sides, sentence, page, actor, story=story, kind=kind, title=need, **known, **words)


def place_of(activity: Activity) -> str:
    """Where the meeting is, as notices store it."""
    if activity.mode == OfferMode.ONLINE:
        return in_chinese(gettext_lazy("在线"))
    return activity.full_place
