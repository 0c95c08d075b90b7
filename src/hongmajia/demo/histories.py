"""Needs with their past: engagements and events, written in bulk.

The actions always write the present time, so they cannot produce a season that began weeks ago.
The demonstration writes rows and events itself, in the order and with the data in which the
actions would have written them (docs/adr/0006).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from hongmajia.core.clocks import counted
from hongmajia.core.deadlines import clock_fields
from hongmajia.core.indexes import put_words
from hongmajia.core.models import Event
from hongmajia.engagements.enums import AGREED, EngagementState, EngagementVerb, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need
from hongmajia.needs.states import TRANSITIONS
from hongmajia.people.models import Helper
from hongmajia.unions.models import User

N, E = NeedVerb, EngagementVerb

TO_LIST = (N.SUBMITTED, N.LISTED)
TO_SERVICE = (*TO_LIST, N.MATCHED, N.STARTED)
PATHS: dict[str, tuple[NeedVerb, ...]] = {
    NeedState.DRAFT: (),
    NeedState.SUBMITTED: (N.SUBMITTED,),
    NeedState.RETURNED: (N.SUBMITTED, N.RETURNED),
    NeedState.LISTED: TO_LIST,
    NeedState.ESCALATED: (*TO_LIST, N.ESCALATED),
    NeedState.MATCHED: (*TO_LIST, N.MATCHED),
    NeedState.IN_SERVICE: TO_SERVICE,
    NeedState.TACKLING: (*TO_SERVICE, N.TACKLED),
    NeedState.SOLVED: (*TO_SERVICE, N.SOLVED),
    NeedState.CONFIRMED: (*TO_SERVICE, N.SOLVED, N.CONFIRMED),
    NeedState.UNSOLVED: (*TO_SERVICE, N.UNSOLVED),
    NeedState.REOPENED: (*TO_SERVICE, N.SOLVED, N.CONFIRMED, N.REOPENED),
    NeedState.MERGED: (N.SUBMITTED, N.MERGED),
    NeedState.WITHDRAWN: (N.SUBMITTED, N.WITHDRAWN),
}
"""State of a need → the verbs of the events that led to it, in their order."""

ENGAGED: dict[str, EngagementState] = {
    NeedState.IN_SERVICE: EngagementState.SCHEDULED,
    NeedState.TACKLING: EngagementState.SCHEDULED,
    NeedState.SOLVED: EngagementState.SERVED,
    NeedState.CONFIRMED: EngagementState.CONFIRMED,
}
"""State of a need → state of its agreed engagement; ``accepted`` for a state not listed."""


FIRST_ANSWER = timedelta(days=1.4)
"""How long a need waits for verification at most: less than the two working days allowed."""


@dataclass
class NeedHistory:
    """An unsaved need and the facts from which its engagements and events follow."""

    need: Need
    asked: datetime
    """When the need was submitted."""
    since: datetime
    """When the need came into its present state."""
    now: datetime
    cadre: User
    """A cadre of the union that holds the need."""
    home_cadre: User
    """A cadre of the union where the need was submitted."""
    asked_helpers: list[tuple[Helper, str]] = field(default_factory=list)
    """Each helper with a state as in ``season.csv``: that of an engagement, or ``bid``."""
    limit: int | None = None
    """Working days that the present state may last."""


def write_histories(histories: list[NeedHistory], batch: int = 2000) -> list[Engagement]:
    """Save the needs, engagements and events of ``histories``, and index the needs for search.

    ``batch`` is the number of rows of one insert. Returns the engagements.
    """
    for history in histories:
        _set_dates(history)
    Need.objects.bulk_create([history.need for history in histories], batch_size=batch)
    engagements = [engagement for history in histories for engagement in _engagements(history)]
    Engagement.objects.bulk_create(engagements, batch_size=batch)
    _write_events(histories, engagements, batch)
    put_words(Need, (history.need.pk for history in histories))
    return engagements


def _set_dates(history: NeedHistory) -> None:
    """Set the time fields of the need."""
    need = history.need
    need.submitted_at = history.asked
    need.held_since = history.since
    for name, value in _clock(history.since, history.limit).items():
        setattr(need, name, value)
    for verb, at in _moments(history):
        if verb == N.LISTED:
            need.listed_at = at


def _clock(since: datetime, limit: int | None) -> dict[str, Any]:
    """The columns of ``Clocked`` for a limit in working days."""
    return clock_fields(counted(since, limit) if limit else None)


def _moments(history: NeedHistory) -> list[tuple[NeedVerb, datetime]]:
    """The verbs that led to the need's state.

    The first answer follows ``asked`` within ``FIRST_ANSWER``; the others come at even intervals up
    to ``since``.
    """
    verbs = PATHS[history.need.state]
    if verbs == TO_LIST and history.need.union != history.need.home_union:
        verbs = (N.SUBMITTED, N.ESCALATED, N.LISTED)
    if len(verbs) <= 1:
        return [(verb, history.since) for verb in verbs]
    answered = min(history.asked + FIRST_ANSWER, history.since)
    step = (history.since - answered) / max(len(verbs) - 2, 1)
    later = (answered + step * number for number in range(len(verbs) - 2))
    days = (in_office_hours(day) for day in (history.asked, *later))
    moments = sorted(min(day, history.since) for day in days)
    return list(zip(verbs, [*moments, history.since], strict=True))


def in_office_hours(moment: datetime) -> datetime:
    """``moment`` in local time; if it is before 8 or after 18 o'clock, moved into the day."""
    local = timezone.localtime(moment)
    return local if 8 <= local.hour < 18 else local.replace(hour=9 + local.hour % 8)


def _engagements(history: NeedHistory) -> list[Engagement]:
    return [_engagement(history, helper, wish) for helper, wish in history.asked_helpers]


def _engagement(history: NeedHistory, helper: Helper, wish: str) -> Engagement:
    """The unsaved engagement of ``helper``.

    An agreed one was opened after the need was listed and accepted when the need was matched; any
    other was opened since the need is in its present state.
    """
    state = ENGAGED.get(history.need.state, EngagementState.ACCEPTED)
    state = state if wish == "accepted" else EngagementState(ASKED_AS.get(wish, wish))
    moments = dict(_moments(history))
    until = moments.get(N.MATCHED, history.now) if state in AGREED else history.now
    begin = moments.get(N.LISTED, history.since) if state in AGREED else history.since
    opened_at = in_office_hours(begin + (until - begin) * 0.2)
    answered_at = until if state in AGREED else in_office_hours(begin + (until - begin) * 0.5)
    held_since = opened_at if state in FIRST_VERB else answered_at
    return Engagement(
        need=history.need,
        helper=helper,
        origin=Origin.BID if wish == "bid" else Origin.DISPATCH,
        state=state,
        slot=1 if state in AGREED else None,
        opened_by=history.cadre,
        opened_at=opened_at,
        held_since=held_since,
        **_clock(held_since, LIMITS.get(state)),
    )


ASKED_AS = {"bid": "offered"}
"""Names in ``season.csv`` that differ from the state of the engagement."""

LIMITS = {EngagementState.PROPOSED: 3, EngagementState.ACCEPTED: 2}
"""Working days that a state may last."""

FIRST_VERB = {
    EngagementState.OFFERED: E.BID,
    EngagementState.PROPOSED: E.PROPOSED,
}
"""State → verb of the event that opened the engagement; ``PROPOSED`` for a state not listed."""

SECOND_VERB = {
    EngagementState.DECLINED: E.DECLINED,
    EngagementState.EXPIRED: E.EXPIRED,
    EngagementState.CANCELLED: E.RELEASED,
}
"""State → verb of the event that ended the engagement."""


def _write_events(histories: list[NeedHistory], engagements: list[Engagement], batch: int) -> None:
    cadres = {history.need.pk: history.cadre for history in histories}
    events = [event for history in histories for event in _need_events(history)]
    for engagement in engagements:
        events += _engagement_events(engagement, cadres[engagement.need_id])
    events.sort(key=lambda event: event.at)
    Event.objects.bulk_create(events, batch_size=batch)


def _need_events(history: NeedHistory) -> list[Event]:
    need, kind = history.need, ContentType.objects.get_for_model(Need)
    helper = history.asked_helpers[0][0].public_name if history.asked_helpers else ""
    asker_verbs = {N.SUBMITTED, N.WITHDRAWN, N.CONFIRMED, N.REOPENED}
    data = {"helper": helper, "union": need.union.name, "number": ""}
    offices = {N.ESCALATED: need.home_union.name}
    actors = {N.ESCALATED: history.home_cadre}
    came_from, events = str(NeedState.DRAFT), []
    for verb, at in _moments(history):
        target = TRANSITIONS[verb].target
        by_asker = verb in asker_verbs
        events.append(
            Event(
                at=at,
                actor=None if by_asker else actors.get(verb, history.cadre),
                verb=verb,
                subject_type=kind,
                subject_id=need.pk,
                story=need.story,
                from_state=came_from,
                to_state=target,
                data={**data, "actor": need.contact_name}
                if by_asker
                else {**data, "office": offices.get(verb, need.union.name)},
            )
        )
        came_from = target
    return events


def _engagement_events(engagement: Engagement, cadre: User) -> list[Event]:
    kind = ContentType.objects.get_for_model(Engagement)
    state = EngagementState(engagement.state)
    first = FIRST_VERB.get(state, E.PROPOSED)
    second = E.ACCEPTED if state in AGREED else SECOND_VERB.get(state)
    moments = [(first, engagement.opened_at), (second, engagement.held_since)]
    data = {"helper": engagement.helper.public_name}
    return [
        Event(
            at=at,
            actor=cadre if verb == E.PROPOSED else None,
            verb=verb,
            subject_type=kind,
            subject_id=engagement.pk,
            story=engagement.story,
            to_state=state,
            data=data,
        )
        for verb, at in moments
        if verb
    ]


def days_before(now: datetime, days: float) -> datetime:
    """``days`` before ``now``: by day between 9 and 15 o'clock, unless less than a day ago."""
    if days < 1:
        return now - timedelta(days=days)
    local = timezone.localtime(now) - timedelta(days=days)
    return local.replace(hour=9 + int(days) % 7, minute=int(days * 7) % 60, second=0)
