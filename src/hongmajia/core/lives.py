"""Who has to act in each state of a thing, by when, and who reminds them.

Beside its table of transitions (``states.py``) every room declares the life of each thing with
states. A state is either ``over`` or has a ``Standing``, so that nothing waits in silence:
``core.states.move`` refuses a step into a state whose clock nobody has set, and
``tests/test_lives.py`` walks the tables of all rooms.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.models import Model, TextChoices
from django.db.models.signals import pre_save
from django.utils import timezone

from .clocks import counted
from .deadlines import Deadline


class Holder(TextChoices):
    """On whose desk a thing lies."""

    ASKER = "asker"
    HELPER = "helper"
    UNION = "union"
    STARTER = "starter"
    WORKER = "worker"


@dataclass(frozen=True)
class Standing:
    """How a thing stands in one state; exactly one of the three sorts of clocks runs."""

    holder: Holder
    reminder: str = ""
    """The periodic task that reminds, as ``needs.tasks.remind_overdue``."""
    days: int | None = None
    """Working days it may last, where the action gives no time."""
    stage: str = ""
    """The stage for which these days wait."""
    is_timed: bool = False
    """Whether the action that leads here gives the time."""
    carried_by: str = ""
    """The label of the model whose clock, desk and reminder stand for it meanwhile."""


def timed(holder: Holder, reminder: str) -> Standing:
    """A state whose time limit the action sets that leads to it."""
    return Standing(holder, reminder, is_timed=True)


def within(holder: Holder, days: int, reminder: str, stage: str = "") -> Standing:
    """A state that may last ``days`` working days, from the opening of ``stage`` on."""
    return Standing(holder, reminder, days=days, stage=stage)


def carried(holder: Holder, by: str) -> Standing:
    """A state during which another thing is under way, which is on the holder's desk."""
    return Standing(holder, carried_by=by)


WORKING = Standing(Holder.WORKER, carried_by="task")
"""The worker is busy with it. It fails, and its starter is told, when the task is given up; its
page shows when it is stuck (``core.jobs``)."""


@dataclass(frozen=True)
class Life:
    """The states of a thing: how it stands in those under way, and which are the end."""

    standings: Mapping[str, Standing]
    over: frozenset[str] = field(default_factory=frozenset)


def life(standings: Mapping[Any, Standing], over: Any = ()) -> Life:
    """The life with these standings by state, and these last states."""
    return Life({str(state): row for state, row in standings.items()}, frozenset(map(str, over)))


_lives: dict[type[Model], Life] = {}


def register_life(model: type[Model], of: Life) -> None:
    """Declare the life of the things of ``model``; rooms call it in ``registrations.py``."""
    _lives[model] = of
    pre_save.connect(_start_clock, sender=model)


def _start_clock(instance: Any, **rest: Any) -> None:
    """Give a new thing the time limit of its first state, where the action gives none."""
    standing = standing_of(type(instance), instance.state)
    if instance._state.adding and standing and standing.days and instance.due_at is None:
        for name, value in count(instance, standing).fields().items():
            setattr(instance, name, value)


def lives() -> Iterator[tuple[type[Model], Life]]:
    """All declared lives, by model."""
    yield from _lives.items()


def standing_of(model: type[Model], state: str) -> Standing | None:
    """How a thing of ``model`` stands in ``state``; ``None`` if it is over or not declared."""
    known = _lives.get(model)
    return known.standings.get(state) if known else None


def clock_for(
    item: Any, state: str, given: Deadline | datetime | None
) -> Deadline | datetime | None:
    """The deadline of ``item`` in ``state``: the one given by the action, or that of the table.

    Raises ``TypeError`` if the action had to give one and did not.
    """
    standing = standing_of(type(item), state)
    if given is not None or standing is None:
        return given
    if standing.is_timed:
        raise TypeError(f"{item._meta.label} needs a deadline in the state {state}")
    return count(item, standing) if standing.days else None


def count(item: Any, standing: Standing) -> Deadline:
    """The deadline of a thing that comes into this state now."""
    assert standing.days is not None
    if not standing.stage:
        return counted(timezone.now(), standing.days)
    season = reduce(getattr, item.SEASON.split("__"), item)
    deadline: Deadline = season.deadline(standing.stage, standing.days)
    return deadline
