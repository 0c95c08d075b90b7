"""From the appointment to the confirmed result; each action moves engagement and need together.

The room ``services`` calls these actions, stores the appointments and records, and sends the
notices. All raise ``WrongState`` where ``states.TRANSITIONS`` does not allow the step.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese
from hongmajia.core.deadlines import Deadline
from hongmajia.core.enums import Audience
from hongmajia.core.states import move
from hongmajia.needs.actions import (
    asker_data,
    begin_need,
    confirm_need,
    confirm_need_partly,
    leave_open_need,
    leave_unsolved,
    reopen_need,
    solve_need,
    solve_need_partly,
    start_need,
    tackle_need,
    unserve_need,
)
from hongmajia.needs.models import Need
from hongmajia.unions.enums import Stage

from ..enums import EngagementState as S
from ..enums import EngagementVerb
from ..models import Engagement
from ..states import TRANSITIONS
from .lifecycle import contact_by, lock_engagement, move_engagement
from .notifying import act_data, helper_data

DAYS_TO_RECORD = 2
"""Working days after the visit within which the service record is due."""


@transaction.atomic
def schedule(*, engagement: Engagement, actor: Actor, starts_at: datetime, when: str) -> Engagement:
    """Record an agreed time, or a visit that has taken place if ``starts_at`` has passed.

    ``when`` is the time in words, for the timeline. The need is in service from now on.
    """
    fixed = lock_engagement(engagement)
    been = starts_at <= timezone.now()
    verb = EngagementVerb.VISITED if been else EngagementVerb.SCHEDULED
    move(
        fixed,
        TRANSITIONS,
        verb,
        actor=actor,
        due_at=record_by(fixed.need, starts_at),
        contacted_at=fixed.contacted_at or timezone.now(),
        data={**act_data(fixed, verb, actor), "when": when},
    )
    start = begin_need if been else start_need
    start(need=fixed.need, actor=actor, helper=in_chinese(fixed.helper))
    return fixed


@transaction.atomic
def unschedule(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """Cancel the appointment; a new one is due within the season's ``contact_days``."""
    freed = lock_engagement(engagement)
    move_engagement(
        freed,
        EngagementVerb.UNSCHEDULED,
        actor,
        due_at=contact_by(freed.need),
        note=reason,
        audience=Audience.PARTIES,
    )
    return freed


@transaction.atomic
def serve(*, engagement: Engagement, actor: Actor, result: str) -> Engagement:
    """Record a service that solved the problem; the enterprise is to confirm it.

    ``result`` is the outcome in words, for the timeline.
    """
    served = _serve(engagement, actor, result)
    solve_need(need=served.need, actor=actor, helper=in_chinese(served.helper))
    return served


@transaction.atomic
def serve_partly(*, engagement: Engagement, actor: Actor, result: str) -> Engagement:
    """Record a service that solved a part of the problem; the enterprise is to confirm it."""
    served = _serve(engagement, actor, result)
    solve_need_partly(need=served.need, actor=actor, helper=in_chinese(served.helper))
    return served


@transaction.atomic
def serve_unsolved(*, engagement: Engagement, actor: Actor, result: str, note: str) -> Engagement:
    """Record a service that did not solve the problem; the enterprise confirms that it took place.

    ``result`` is the outcome in words, ``note`` what is to be told about it.
    """
    served = _serve(engagement, actor, result)
    helper = in_chinese(served.helper)
    leave_unsolved(need=served.need, actor=actor, helper=helper, note=note)
    return served


@transaction.atomic
def continue_tackling(*, engagement: Engagement, actor: Actor, due_at: Deadline) -> Engagement:
    """Record a visit after which the problem is tackled by milestones (攻关).

    ``due_at`` is when the next milestone is due.
    """
    tackling = lock_engagement(engagement)
    move_engagement(tackling, EngagementVerb.TACKLED, actor, due_at=due_at)
    tackle_need(need=tackling.need, actor=actor, helper=in_chinese(tackling.helper))
    return tackling


@transaction.atomic
def unserve(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """Withdraw a service record, confirmed or not; a new one is due in ``DAYS_TO_RECORD``."""
    back = lock_engagement(engagement)
    move(
        back,
        TRANSITIONS,
        EngagementVerb.UNSERVED,
        actor=actor,
        due_at=record_by(back.need, timezone.now()),
        data={**helper_data(back), "actor": str(actor)},
        note=reason,
        audience=Audience.PARTIES,
    )
    unserve_need(need=back.need, actor=actor, helper=in_chinese(back.helper), note=reason)
    return back


@transaction.atomic
def confirm(*, engagement: Engagement, actor: Actor, name: str, outcome: str) -> Engagement:
    """The enterprise confirms the service and that it helped; ``name`` is who confirms.

    ``outcome`` is the verdict in words, for the timeline.
    """
    confirmed = lock_engagement(engagement)
    _confirm(confirmed, actor, name, outcome)
    confirm_need(need=confirmed.need, actor=actor, name=name)
    return confirmed


@transaction.atomic
def confirm_partly(*, engagement: Engagement, actor: Actor, name: str, outcome: str) -> Engagement:
    """The enterprise confirms the service, and that it solved a part of the problem."""
    confirmed = lock_engagement(engagement)
    _confirm(confirmed, actor, name, outcome)
    confirm_need_partly(need=confirmed.need, actor=actor, name=name)
    return confirmed


@transaction.atomic
def confirm_unsolved(
    *, engagement: Engagement, actor: Actor, name: str, outcome: str, note: str
) -> Engagement:
    """The enterprise confirms the service but still has the problem; the need is reopened."""
    confirmed = lock_engagement(engagement)
    _confirm(confirmed, actor, name, outcome)
    need = confirmed.need
    if leave_open_need(need=need, actor=actor, name=name, note=note):
        _free_places(need)
    return confirmed


@transaction.atomic
def reopen(*, need: Need, actor: Actor, name: str, note: str) -> bool:
    """Reopen the need because the problem came back, and free its helpers' places.

    Returns whether the need was reopened; one that is being worked on is left as it is.
    """
    if reopen_need(need=need, actor=actor, name=name, note=note) is None:
        return False
    _free_places(need)
    return True


def _free_places(need: Need) -> None:
    need.engagements.filter(state__in=(S.SERVED, S.CONFIRMED)).update(slot=None)


def record_by(need: Need, since: datetime) -> Deadline:
    """When the service record of a visit at ``since`` is due."""
    return need.season.deadline(Stage.SERVE, DAYS_TO_RECORD, since)


def _serve(engagement: Engagement, actor: Actor, result: str) -> Engagement:
    """Move to “served”; the confirmation is due within the season's ``confirm_days``."""
    served = lock_engagement(engagement)
    move(
        served,
        TRANSITIONS,
        EngagementVerb.SERVED,
        actor=actor,
        due_at=served.need.season.deadline(Stage.SERVE, served.need.season.confirm_days),
        data={**act_data(served, EngagementVerb.SERVED, actor), "result": result},
    )
    return served


def _confirm(engagement: Engagement, actor: Actor, name: str, outcome: str) -> None:
    move(
        engagement,
        TRANSITIONS,
        EngagementVerb.CONFIRMED,
        actor=actor,
        data={
            **helper_data(engagement),
            **asker_data(engagement.need, actor, name),
            "outcome": outcome,
        },
    )
