"""From the appointment to the confirmed result, each step with that of the need beside it.

What was done and found is kept by the room of services, which calls these and tells the people.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese
from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.states import move
from hongmajia.needs.actions import (
    confirm_need,
    leave_unsolved,
    reopen_need,
    solve_need,
    start_need,
    tackle_need,
    unserve_need,
)
from hongmajia.needs.models import Need

from ..enums import EngagementState as S
from ..enums import EngagementVerb
from ..models import Engagement
from ..states import TRANSITIONS
from .joining import contact_by, relocked
from .telling import named

DAYS_TO_RECORD = 2
"""Working days after the visit within which it is to be written down."""


@transaction.atomic
def schedule(*, engagement: Engagement, actor: Actor, starts_at: datetime, when: str) -> Engagement:
    """The two have agreed on a time, or have met; ``when`` says when. The need is in service."""
    fixed = relocked(engagement)
    been = starts_at <= timezone.now()
    move(
        fixed,
        TRANSITIONS,
        EngagementVerb.VISITED if been else EngagementVerb.SCHEDULED,
        actor=actor,
        due_at=due_after(starts_at, DAYS_TO_RECORD),
        contacted_at=fixed.contacted_at or timezone.now(),
        data={**named(fixed), "when": when},
    )
    start_need(need=fixed.need, actor=actor, helper=in_chinese(fixed.helper))
    return fixed


@transaction.atomic
def unschedule(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """The appointment is off and another is to be made, within the days for a first contact."""
    freed = relocked(engagement)
    move(
        freed,
        TRANSITIONS,
        EngagementVerb.UNSCHEDULED,
        actor=actor,
        due_at=contact_by(freed.need),
        data=named(freed),
        note=reason,
        audience=Audience.PARTIES,
    )
    return freed


@transaction.atomic
def serve(*, engagement: Engagement, actor: Actor, result: str) -> Engagement:
    """The service is written down; the enterprise is to confirm it. ``result`` in words."""
    served = _serve(engagement, actor, result)
    solve_need(need=served.need, actor=actor, helper=in_chinese(served.helper))
    return served


@transaction.atomic
def serve_in_vain(*, engagement: Engagement, actor: Actor, result: str, note: str) -> Engagement:
    """Somebody came and could not solve it; the enterprise confirms that he came."""
    served = _serve(engagement, actor, result)
    helper = in_chinese(served.helper)
    leave_unsolved(need=served.need, actor=actor, helper=helper, note=note)
    return served


@transaction.atomic
def go_on_tackling(*, engagement: Engagement, actor: Actor, due_at: datetime | None) -> Engagement:
    """One visit was not enough; ``due_at`` is when the next milestone is to be reached."""
    tackling = relocked(engagement)
    move(
        tackling,
        TRANSITIONS,
        EngagementVerb.TACKLED,
        actor=actor,
        due_at=due_at,
        data=named(tackling),
    )
    tackle_need(need=tackling.need, actor=actor, helper=in_chinese(tackling.helper))
    return tackling


@transaction.atomic
def unserve(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """What was written down, and perhaps confirmed, does not hold: it is to be written anew."""
    back = relocked(engagement)
    move(
        back,
        TRANSITIONS,
        EngagementVerb.UNSERVED,
        actor=actor,
        due_at=due_after(timezone.now(), DAYS_TO_RECORD),
        data={**named(back), "actor": str(actor)},
        note=reason,
        audience=Audience.PARTIES,
    )
    unserve_need(need=back.need, actor=actor, helper=in_chinese(back.helper), note=reason)
    return back


@transaction.atomic
def confirm(*, engagement: Engagement, actor: Actor, name: str, outcome: str) -> Engagement:
    """The enterprise confirms the service and says that it helped. ``name`` is who said so."""
    confirmed = relocked(engagement)
    _confirm(confirmed, actor, name, outcome)
    confirm_need(need=confirmed.need, actor=actor, name=name)
    return confirmed


@transaction.atomic
def confirm_in_vain(
    *, engagement: Engagement, actor: Actor, name: str, outcome: str, note: str
) -> Engagement:
    """The enterprise confirms that somebody came; its problem is still there."""
    confirmed = relocked(engagement)
    _confirm(confirmed, actor, name, outcome)
    reopen(need=confirmed.need, actor=actor, name=name, note=note)
    return confirmed


@transaction.atomic
def reopen(*, need: Need, actor: Actor, name: str, note: str) -> bool:
    """The problem is still there or came back: the places of those who were there are free.

    Says whether the need was reopened; one that is being worked on stays where it is.
    """
    if reopen_need(need=need, actor=actor, name=name, note=note) is None:
        return False
    need.engagements.filter(state__in=(S.SERVED, S.CONFIRMED)).update(slot=None)
    return True


def _serve(engagement: Engagement, actor: Actor, result: str) -> Engagement:
    """Written down; from now the enterprise has the season's ``confirm_days``."""
    served = relocked(engagement)
    move(
        served,
        TRANSITIONS,
        EngagementVerb.SERVED,
        actor=actor,
        due_at=due_after(timezone.now(), served.need.season.confirm_days),
        data={**named(served), "result": result},
    )
    return served


def _confirm(engagement: Engagement, actor: Actor, name: str, outcome: str) -> None:
    move(
        engagement,
        TRANSITIONS,
        EngagementVerb.CONFIRMED,
        actor=actor,
        data={**named(engagement), "actor": name, "outcome": outcome},
    )
