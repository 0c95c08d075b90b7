"""State transitions: an action changes a state only through ``move``."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from .actors import Actor
from .acts import record
from .deadlines import Deadline, clock_fields
from .enums import Audience
from .errors import WrongState
from .lives import clock_for
from .models import Clocked, Event


class Step(NamedTuple):
    """A verb's row in a table of transitions: the states it may start from, and where it ends."""

    sources: frozenset[str]
    target: str


Table = Mapping[str, Step]
"""Verb → its step."""


def step(sources: Iterable[str], target: str) -> Step:
    """Return the step from any of ``sources`` to ``target``."""
    return Step(frozenset(str(source) for source in sources), str(target))


def check(item: Clocked, table: Table, verb: str) -> Step:
    """Return the step of ``verb``; ``WrongState`` if it cannot start from the item's state."""
    row = table[verb]
    if item.state not in row.sources:
        label = item.get_state_display()
        raise WrongState(
            _("现在是“%(state)s”，不能这样办了。请刷新看看最新情况。") % {"state": label}
        )
    return row


def move(
    item: Clocked,
    table: Table,
    verb: str,
    *,
    actor: Actor | None,
    due_at: Deadline | datetime | None = None,
    note: str = "",
    audience: Audience = Audience.EVERYONE,
    data: dict[str, Any] | None = None,
    **changes: Any,
) -> Event:
    """Change the state of ``item`` by the step of ``verb``, and record the event.

    ``changes`` are saved with it; ``held_since`` is set to now, ``due_at`` to the given time or
    to that of the table of lives. The update is conditional on the state in ``item``: of two
    simultaneous callers one succeeds, the other gets ``WrongState``. Call it inside a transaction.
    """
    row = check(item, table, verb)
    came_from = item.state
    values = {
        **changes,
        "state": row.target,
        "held_since": timezone.now(),
        **clock_fields(clock_for(item, row.target, due_at)),
        "reminded_at": None,
    }
    rows: Any = type(item)._default_manager
    won = rows.filter(pk=item.pk, state=came_from).update(**values)
    if not won:
        raise WrongState(_("刚才有人先办了一步，请刷新看看最新情况。"))
    for field, value in values.items():
        setattr(item, field, value)
    return record(
        actor,
        verb,
        item,
        from_state=came_from,
        to_state=row.target,
        note=note,
        audience=audience,
        data=data,
    )
