"""Lives already lived: needs, their engagements and the log of both, written in bulk.

A season that began weeks ago cannot be made by acting now, so the demonstration writes rows and
events itself, in the order and with the words in which the actions would have written them.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from hongmajia.core.clocks import due_after
from hongmajia.core.models import Event
from hongmajia.engagements.enums import AGREED, EngagementState, EngagementVerb, Origin
from hongmajia.engagements.models import Engagement
from hongmajia.needs.enums import NeedState, NeedVerb
from hongmajia.needs.models import Need, need_search
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
"""State → the verbs that led there."""

ENGAGED: dict[str, EngagementState] = {
    NeedState.IN_SERVICE: EngagementState.SCHEDULED,
    NeedState.TACKLING: EngagementState.SCHEDULED,
    NeedState.SOLVED: EngagementState.SERVED,
    NeedState.CONFIRMED: EngagementState.CONFIRMED,
}
"""How far the engagement is when its need is there; ``accepted`` otherwise."""


@dataclass
class Life:
    """One need to be written: the row, when it was asked, since when it is where it is."""

    need: Need
    asked: datetime
    since: datetime
    now: datetime
    cadre: User
    home_cadre: User
    asked_helpers: list[tuple[Helper, str]] = field(default_factory=list)
    limit: int | None = None
    """working days that the present state may last"""


def write(lives: list[Life], batch: int = 2000) -> list[Engagement]:
    """Write needs, engagements, events and the search index of all ``lives``."""
    for life in lives:
        _date(life)
    Need.objects.bulk_create([life.need for life in lives], batch_size=batch)
    engagements = [engagement for life in lives for engagement in _engagements(life)]
    Engagement.objects.bulk_create(engagements, batch_size=batch)
    _write_events(lives, engagements, batch)
    need_search.put((life.need.pk, life.need.search_text) for life in lives)
    return engagements


def _date(life: Life) -> None:
    need = life.need
    need.submitted_at = life.asked
    need.held_since = life.since
    need.due_at = due_after(life.since, life.limit) if life.limit else None
    for verb, at in _moments(life):
        if verb == N.LISTED:
            need.listed_at = at


def _moments(life: Life) -> list[tuple[NeedVerb, datetime]]:
    """The verbs of the need's path, spread evenly from the asking to its present state."""
    verbs = PATHS[life.need.state]
    if verbs == TO_LIST and life.need.union != life.need.home_union:
        verbs = (N.SUBMITTED, N.ESCALATED, N.LISTED)
    if len(verbs) <= 1:
        return [(verb, life.since) for verb in verbs]
    step = (life.since - life.asked) / (len(verbs) - 1)
    days = (by_day(life.asked + step * number) for number in range(len(verbs) - 1))
    moments = sorted(min(day, life.since) for day in days)
    return list(zip(verbs, [*moments, life.since], strict=True))


def by_day(moment: datetime) -> datetime:
    """The same moment, moved into office hours when it fell into the evening or the night."""
    local = timezone.localtime(moment)
    return local if 8 <= local.hour < 18 else local.replace(hour=9 + local.hour % 8)


def _engagements(life: Life) -> list[Engagement]:
    return [_engagement(life, helper, wish) for helper, wish in life.asked_helpers]


def _engagement(life: Life, helper: Helper, wish: str) -> Engagement:
    """What was agreed follows the listing; who was asked since answers on the way to today."""
    state = ENGAGED.get(life.need.state, EngagementState.ACCEPTED)
    state = state if wish == "accepted" else EngagementState(ASKED_AS.get(wish, wish))
    moments = dict(_moments(life))
    until = moments.get(N.MATCHED, life.now) if state in AGREED else life.now
    begin = moments.get(N.LISTED, life.since) if state in AGREED else life.since
    opened_at = by_day(begin + (until - begin) * 0.2)
    answered_at = until if state in AGREED else by_day(begin + (until - begin) * 0.5)
    held_since = opened_at if state in FIRST_ACT else answered_at
    return Engagement(
        need=life.need,
        helper=helper,
        origin=Origin.BID if wish == "bid" else Origin.DISPATCH,
        state=state,
        slot=1 if state in AGREED else None,
        opened_by=life.cadre,
        opened_at=opened_at,
        held_since=held_since,
        due_at=due_after(held_since, LIMITS[state]) if state in LIMITS else None,
    )


ASKED_AS = {"bid": "offered"}
"""How ``season.csv`` names a wish → the state of its engagement."""

LIMITS = {EngagementState.PROPOSED: 3, EngagementState.ACCEPTED: 2}


FIRST_ACT = {
    EngagementState.OFFERED: E.BID,
    EngagementState.PROPOSED: E.PROPOSED,
}
SECOND_ACT = {
    EngagementState.DECLINED: E.DECLINED,
    EngagementState.EXPIRED: E.EXPIRED,
    EngagementState.CANCELLED: E.RELEASED,
}


def _write_events(lives: list[Life], engagements: list[Engagement], batch: int) -> None:
    cadres = {life.need.pk: life.cadre for life in lives}
    events = [event for life in lives for event in _need_events(life)]
    for engagement in engagements:
        events += _engagement_events(engagement, cadres[engagement.need_id])
    events.sort(key=lambda event: event.at)
    Event.objects.bulk_create(events, batch_size=batch)


def _need_events(life: Life) -> list[Event]:
    need, kind = life.need, ContentType.objects.get_for_model(Need)
    helper = life.asked_helpers[0][0].public_name if life.asked_helpers else ""
    asker_acts = {N.SUBMITTED, N.WITHDRAWN, N.CONFIRMED, N.REOPENED}
    data = {"helper": helper, "union": need.union.name, "number": ""}
    offices = {N.ESCALATED: need.home_union.name}
    actors = {N.ESCALATED: life.home_cadre}
    came_from, events = str(NeedState.DRAFT), []
    for verb, at in _moments(life):
        target = TRANSITIONS[verb].target
        by_asker = verb in asker_acts
        events.append(
            Event(
                at=at,
                actor=None if by_asker else actors.get(verb, life.cadre),
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
    first = FIRST_ACT.get(state, E.PROPOSED)
    second = E.ACCEPTED if state in AGREED else SECOND_ACT.get(state)
    acts = [(first, engagement.opened_at), (second, engagement.held_since)]
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
        for verb, at in acts
        if verb
    ]
