"""What people say to an event by its QR code, without an account."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hongmajia.core.actors import Actor
from hongmajia.core.closed_years import refuse_if_closed
from hongmajia.core.errors import TooLate
from hongmajia.needs.actions import submit_need
from hongmajia.services.enums import ActivityState
from hongmajia.services.models import Activity

from ..models import AgendaItem, Feedback
from .planning import locked

OPEN_FOR = timedelta(days=4)
"""How long after the end of an event people may say something to it."""


def open_until(activity: Activity) -> Any:
    """Until when people may say something to the event."""
    return activity.ends_at + OPEN_FOR


@transaction.atomic
def say(
    *,
    activity: Activity,
    actor: Actor,
    useful: int,
    helped: Iterable[AgendaItem] = (),
    words: str = "",
    problem: str = "",
    name: str = "",
    phone: str = "",
) -> Feedback:
    """Keep what somebody says to an event; nothing of it tells who they are.

    Who leaves a telephone number and a ``problem`` has a need submitted by that
    (``needs.submit_need``), which the receiving union verifies in time. Raises ``TooLate`` before
    the event and ``OPEN_FOR`` after it, ``ValidationError`` for invalid facts, and what
    ``submit_need`` raises.
    """
    activity = locked(activity)
    refuse_if_closed(activity.season, actor)
    if activity.state == ActivityState.CALLED_OFF or not activity.is_over:
        raise TooLate(_("活动还没开始，来过以后再说。"))
    if timezone.now() > open_until(activity):
        raise TooLate(_("说话的时间已经过了，可以直接提需求，或打12351。"))
    said = Feedback(activity=activity, useful=useful, words=words)
    if phone:
        said.need = submit_need(
            actor=actor, text=problem, region=activity.region,
            contact_name=name, contact_phone=phone,
        )  # fmt: skip
    said.full_clean(exclude=["activity", "need"])
    said.save()
    said.helped.set(helped)
    return said
