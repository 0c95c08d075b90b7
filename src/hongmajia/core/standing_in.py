"""For whom a deputy acts: the log says it beside each act (``Event.data["stands_in"]``)."""

from collections.abc import Iterator
from typing import Any

from .actors import Actor, account_of

LEADS_TO = ("union", "need", "engagement", "activity", "case", "round")
"""Names of the fields by which the union of a row is found, the nearest first."""


def whose_deputy(actor: Actor | None, subject: Any) -> str:
    """The name of the person as whose deputy the actor does something to ``subject``, or ``""``.

    Whoever asked for it, or is the helper, acts for themselves.
    """
    user = account_of(actor)
    if user is None or not user.stands_in:
        return ""
    things = list(_way_to_union(subject))
    if any(_is_own(thing, user) for thing in things):
        return ""
    return user.acts_for(getattr(things[-1], "path", ""))


def _way_to_union(thing: Any) -> Iterator[Any]:
    """``thing``, what it belongs to, and so on; the union last, if there is one."""
    yield thing
    above = (getattr(thing, name, None) for name in LEADS_TO if not hasattr(thing, "path"))
    if found := next(filter(None, above), None):
        yield from _way_to_union(found)


def _is_own(thing: Any, user: Any) -> bool:
    helper = getattr(thing, "helper", None)
    is_asker = getattr(thing, "asker_id", None) == user.pk
    return bool(is_asker or getattr(helper, "answerer", None) == user)
