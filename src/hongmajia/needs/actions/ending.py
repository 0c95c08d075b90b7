"""Service, result and confirmation: a need from its first visit to its end.

With several helpers the first report moves the need, and later ones find it moved already. So each
action returns ``None`` and changes nothing if the need is not in a state from which the step
starts; otherwise it returns the event. The rooms ``engagements`` and ``services`` call these
actions and send the notices.
"""

from typing import Any

from django.db import transaction

from hongmajia.core.actors import Actor
from hongmajia.core.deadlines import Deadline
from hongmajia.core.enums import Audience
from hongmajia.core.models import Event
from hongmajia.core.states import move
from hongmajia.unions.enums import Stage

from ..enums import NeedVerb
from ..models import Need
from ..states import TRANSITIONS
from .same import tell_of_solution
from .shared import asker_data, lock_need, match_by


def arrange_need(*, need: Need, actor: Actor | None, helper: str) -> Event | None:
    """Put the need in service: a first visit is arranged."""
    return _move_on(need, NeedVerb.ARRANGED, actor, data={"helper": helper})


def start_need(*, need: Need, actor: Actor, helper: str) -> Event | None:
    """Put the need in service: a first visit has taken place."""
    return _move_on(need, NeedVerb.STARTED, actor, data={"helper": helper})


def tackle_need(*, need: Need, actor: Actor, helper: str) -> Event | None:
    """Tackle the need by milestones (攻关), because one visit is not enough."""
    return _move_on(need, NeedVerb.TACKLED, actor, data={"helper": helper})


def solve_need(*, need: Need, actor: Actor, helper: str) -> Event | None:
    """Record that the problem is solved; its confirmation is due within ``confirm_days``."""
    due_at = _confirm_by(need)
    return _move_on(need, NeedVerb.SOLVED, actor, due_at=due_at, data={"helper": helper})


def solve_need_partly(*, need: Need, actor: Actor, helper: str) -> Event | None:
    """Record that a part of the problem is solved; confirmed in time as in ``solve_need``."""
    due_at = _confirm_by(need)
    return _move_on(need, NeedVerb.PARTLY_SOLVED, actor, due_at=due_at, data={"helper": helper})


def leave_unsolved(*, need: Need, actor: Actor, helper: str, note: str) -> Event | None:
    """Record that the problem was not solved; both sides and the unions can read ``note``."""
    data = {"helper": helper}
    return _move_on(need, NeedVerb.UNSOLVED, actor, data=data, note=note, audience=Audience.PARTIES)


@transaction.atomic
def confirm_need(*, need: Need, actor: Actor, name: str) -> Event | None:
    """Record that the asker confirms the solution; ``name`` is as the asker gave it.

    Those who said that they have the same problem are told.
    """
    event = _move_on(need, NeedVerb.CONFIRMED, actor, data=asker_data(need, actor, name))
    if event:
        tell_of_solution(need)
    return event


def confirm_need_partly(*, need: Need, actor: Actor, name: str) -> Event | None:
    """Record that the asker confirms that a part of the problem is solved."""
    return _move_on(need, NeedVerb.PARTLY_CONFIRMED, actor, data=asker_data(need, actor, name))


def reopen_need(*, need: Need, actor: Actor, name: str, note: str) -> Event | None:
    """Reopen a need whose problem came back; the union looks for a helper again."""
    return _seek_again(need, NeedVerb.REOPENED, actor, name, note)


def leave_open_need(*, need: Need, actor: Actor, name: str, note: str) -> Event | None:
    """Reopen a need whose problem the service did not solve; the union looks for a helper again."""
    return _seek_again(need, NeedVerb.STILL_OPEN, actor, name, note)


def _seek_again(need: Need, verb: NeedVerb, actor: Actor, name: str, note: str) -> Event | None:
    return _move_on(
        need,
        verb,
        actor,
        due_at=match_by(need),
        data=asker_data(need, actor, name),
        note=note,
        audience=Audience.PARTIES,
    )


def unserve_need(*, need: Need, actor: Actor, helper: str, note: str) -> Event | None:
    """Put the need back in service because the service record was withdrawn."""
    return _move_on(
        need,
        NeedVerb.UNSERVED,
        actor,
        data={"helper": helper},
        note=note,
        audience=Audience.PARTIES,
    )


@transaction.atomic
def _move_on(need: Need, verb: NeedVerb, actor: Actor | None, **words: Any) -> Event | None:
    """Carry out the step of ``verb`` and return its event; ``None`` if the need is elsewhere.

    ``need`` gets the new state, so that the caller can go on with it.
    """
    fresh = lock_need(need)
    if fresh.state not in TRANSITIONS[verb].sources:
        return None
    in_part = verb in (NeedVerb.PARTLY_SOLVED, NeedVerb.PARTLY_CONFIRMED)
    event = move(fresh, TRANSITIONS, verb, actor=actor, is_part_solved=in_part, **words)
    need.state, need.held_since, need.due_at = fresh.state, fresh.held_since, fresh.due_at
    return event


def _confirm_by(need: Need) -> Deadline:
    return need.season.deadline(Stage.SERVE, need.season.confirm_days)
