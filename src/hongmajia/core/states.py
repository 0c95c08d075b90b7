"""From one state to the next: the only way is an action that calls ``move``."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from .actors import Actor
from .acts import record
from .enums import Audience
from .errors import WrongState
from .models import Clocked, Event


class Step(NamedTuple):
    """A verb's row in a table of transitions: where it may start and where it ends."""

    sources: frozenset[str]
    target: str


Table = Mapping[str, Step]


def step(sources: Iterable[str], target: str) -> Step:
    return Step(frozenset(str(source) for source in sources), str(target))


def check(item: Clocked, table: Table, verb: str) -> Step:
    """The step of ``verb``; ``WrongState`` when ``item`` is not where that step starts."""
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
    due_at: datetime | None = None,
    note: str = "",
    audience: Audience = Audience.EVERYONE,
    data: dict[str, Any] | None = None,
    **changes: Any,
) -> Event:
    """Take ``item`` one step on, restart its clock, save ``changes`` with it and log the act.

    The update is conditional on the state we saw: of two racing callers one wins and the other
    gets ``WrongState``. Call it inside a transaction.
    """
    row = check(item, table, verb)
    came_from = item.state
    values = {
        **changes,
        "state": row.target,
        "held_since": timezone.now(),
        "due_at": due_at,
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
