"""From the appointment to the confirmed result; each action moves engagement and need together.

The room ``services`` calls these actions, stores the appointments and records, and sends the
notices. All raise ``WrongState`` where ``states.TRANSITIONS`` does not allow the step, and before
the need is listed. Only an engagement that has its place moves the need: one that lost it, because
the need was reopened, leaves it to those who came after (ADR 24).
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.acts import in_chinese
from hongmajia.core.deadlines import Deadline
from hongmajia.core.enums import Audience
from hongmajia.core.errors import Refused
from hongmajia.core.states import move
from hongmajia.needs.actions import (
    arrange_need,
    asker_data,
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
from hongmajia.needs.enums import NeedState
from hongmajia.needs.models import Need
from hongmajia.unions.enums import Stage

from ..enums import EngagementState as S
from ..enums import EngagementVerb
from ..models import Engagement
from ..states import TRANSITIONS
from .lifecycle import contact_by, lock_engagement, match_if_full, move_engagement
from .limits import refuse_before_listing, refuse_to_tackle
from .notifying import act_data, helper_data

DAYS_TO_RECORD = 2
"""Working days after the visit within which the service record is due."""


@transaction.atomic
def schedule(*, engagement: Engagement, actor: Actor, starts_at: datetime, when: str) -> Engagement:
    """Record an agreed time, or a visit that has taken place if ``starts_at`` has passed.

    ``when`` is the time in words, for the timeline. The need is in service from now on.
    """
    fixed = lock_engagement(engagement)
    refuse_before_listing(fixed.need)
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
    if fixed.has_place:
        start = start_need if been else arrange_need
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
    if served.has_place:
        solve_need(need=served.need, actor=actor, helper=in_chinese(served.helper))
    return served


@transaction.atomic
def serve_partly(*, engagement: Engagement, actor: Actor, result: str) -> Engagement:
    """Record a service that solved a part of the problem; the enterprise is to confirm it."""
    served = _serve(engagement, actor, result)
    if served.has_place:
        solve_need_partly(need=served.need, actor=actor, helper=in_chinese(served.helper))
    return served


@transaction.atomic
def serve_unsolved(*, engagement: Engagement, actor: Actor, result: str, note: str) -> Engagement:
    """Record a service that did not solve the problem; the enterprise confirms that it took place.

    The need ends unsolved, unless others are at work on it or are still looked for. ``result`` is
    the outcome in words, ``note`` what is to be told about it.
    """
    served = _serve(engagement, actor, result)
    need = served.need
    if served.has_place and not need.engagements.placed().working().exists():
        leave_unsolved(need=need, actor=actor, helper=in_chinese(served.helper), note=note)
        match_if_full(need=need, actor=actor)
    return served


@transaction.atomic
def continue_tackling(*, engagement: Engagement, actor: Actor, due_at: Deadline) -> Engagement:
    """Record a visit after which the problem is tackled by milestones (攻关).

    ``due_at`` is when the next milestone is due.
    """
    tackling = lock_engagement(engagement)
    refuse_before_listing(tackling.need)
    refuse_to_tackle(tackling.need)
    move_engagement(tackling, EngagementVerb.TACKLED, actor, due_at=due_at)
    if tackling.has_place:
        tackle_need(need=tackling.need, actor=actor, helper=in_chinese(tackling.helper))
    return tackling


@transaction.atomic
def unserve(*, engagement: Engagement, actor: Actor, reason: str) -> Engagement:
    """Withdraw a service record, confirmed or not; a new one is due in ``DAYS_TO_RECORD``.

    Raises ``Refused`` if the helper is on the need again since: they would be on it twice.
    """
    back = lock_engagement(engagement)
    _refuse_to_double(back)
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
    if back.has_place and not _stands_without(back):
        unserve_need(need=back.need, actor=actor, helper=in_chinese(back.helper), note=reason)
    return back


@transaction.atomic
def confirm(*, engagement: Engagement, actor: Actor, name: str, outcome: str) -> Engagement:
    """The enterprise confirms the service and that it helped; ``name`` is who confirms.

    ``outcome`` is the verdict in words, for the timeline.
    """
    confirmed = lock_engagement(engagement)
    _confirm(confirmed, actor, name, outcome)
    if confirmed.has_place:
        confirm_need(need=confirmed.need, actor=actor, name=name)
    return confirmed


@transaction.atomic
def confirm_partly(*, engagement: Engagement, actor: Actor, name: str, outcome: str) -> Engagement:
    """The enterprise confirms the service, and that it solved a part of the problem."""
    confirmed = lock_engagement(engagement)
    _confirm(confirmed, actor, name, outcome)
    if confirmed.has_place:
        confirm_need_partly(need=confirmed.need, actor=actor, name=name)
    return confirmed


@transaction.atomic
def confirm_unsolved(
    *, engagement: Engagement, actor: Actor, name: str, outcome: str, note: str
) -> Engagement:
    """The enterprise confirms the service but still has the problem; the need is reopened."""
    confirmed = lock_engagement(engagement)
    _confirm(confirmed, actor, name, outcome)
    if confirmed.has_place:
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
    need.engagements.finished().update(slot=None)


def _refuse_to_double(engagement: Engagement) -> None:
    others = engagement.need.engagements.filter(helper=engagement.helper).exclude(pk=engagement.pk)
    if others.live().exists():
        words = {"helper": engagement.helper.public_name}
        raise Refused(_("%(helper)s后来又接了这件，等那一次办完或取消了，再撤回这份记录。") % words)


def _stands_without(engagement: Engagement) -> bool:
    """Whether the result of the need stands on another helper's record as well.

    A confirmed need stands on another confirmation, a solved one on a record to be confirmed.
    """
    stands_on = {NeedState.CONFIRMED: S.CONFIRMED, NeedState.SOLVED: S.SERVED}
    state = stands_on.get(NeedState(engagement.need.state))
    return engagement.need.engagements.placed().filter(state=state).exists()


def record_by(need: Need, since: datetime) -> Deadline:
    """When the service record of a visit at ``since`` is due."""
    return need.season.deadline(Stage.SERVE, DAYS_TO_RECORD, since)


def _serve(engagement: Engagement, actor: Actor, result: str) -> Engagement:
    """Move to “served”; the confirmation is due within the season's ``confirm_days``."""
    served = lock_engagement(engagement)
    refuse_before_listing(served.need)
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
