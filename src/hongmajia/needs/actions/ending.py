"""From the first visit to the confirmed result: the second half of a need's life.

A need with several helpers is moved on by the first of them; what the others report later finds it
where it is. So each act here does nothing to a need that has already come so far. Who is told of
it, and of what was done, is told by the room that keeps the records.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from hongmajia.core.actors import Actor
from hongmajia.core.clocks import due_after
from hongmajia.core.enums import Audience
from hongmajia.core.models import Event
from hongmajia.core.states import move

from ..enums import NeedVerb
from ..models import Need
from ..states import TRANSITIONS
from .collecting import locked_need


def start_need(*, need: Need, actor: Actor, helper: str) -> Event | None:
    """The first visit is arranged."""
    return _move_on(need, NeedVerb.STARTED, actor, data={"helper": helper})


def tackle_need(*, need: Need, actor: Actor, helper: str) -> Event | None:
    """One visit is not enough: it becomes a longer 攻关 with milestones."""
    return _move_on(need, NeedVerb.TACKLED, actor, data={"helper": helper})


def solve_need(*, need: Need, actor: Actor, helper: str) -> Event | None:
    """The helper is done; the asker has the season's ``confirm_days`` to say whether it helped."""
    due_at = _confirm_by(need)
    return _move_on(need, NeedVerb.SOLVED, actor, due_at=due_at, data={"helper": helper})


def leave_unsolved(*, need: Need, actor: Actor, helper: str, note: str) -> Event | None:
    """It could not be solved this time; why is for both sides and the unions to read."""
    data = {"helper": helper}
    return _move_on(need, NeedVerb.UNSOLVED, actor, data=data, note=note, audience=Audience.PARTIES)


def confirm_need(*, need: Need, actor: Actor, name: str) -> Event | None:
    """The asker says that it is solved. ``name`` is his as he gave it, account or not."""
    return _move_on(need, NeedVerb.CONFIRMED, actor, data={"actor": name})


def reopen_need(*, need: Need, actor: Actor, name: str, note: str) -> Event | None:
    """It is not solved, or came back: the union looks for a helper again."""
    due_at = due_after(timezone.now(), need.season.match_days)
    return _move_on(
        need,
        NeedVerb.REOPENED,
        actor,
        due_at=due_at,
        data={"actor": name},
        note=note,
        audience=Audience.PARTIES,
    )


def unserve_need(*, need: Need, actor: Actor, helper: str, note: str) -> Event | None:
    """The record of what was done is taken back: the need is in service again."""
    return _move_on(
        need,
        NeedVerb.UNSERVED,
        actor,
        data={"helper": helper},
        note=note,
        audience=Audience.PARTIES,
    )


@transaction.atomic
def _move_on(need: Need, verb: NeedVerb, actor: Actor, **words: Any) -> Event | None:
    """The step of ``verb``, if the need is where that step starts."""
    fresh = locked_need(need)
    if fresh.state not in TRANSITIONS[verb].sources:
        return None
    event = move(fresh, TRANSITIONS, verb, actor=actor, **words)
    need.state, need.held_since, need.due_at = fresh.state, fresh.held_since, fresh.due_at
    return event


def _confirm_by(need: Need) -> datetime:
    return due_after(timezone.now(), need.season.confirm_days)
