"""The request or task that this thread works on, so that each log line can name it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

Facts = dict[str, Any]
"""Name → number, id or short word; nothing that a person typed."""

NOWHERE: Facts = {}

_under_way: ContextVar[Callable[[], Facts]] = ContextVar("under_way", default=dict)


def current_facts() -> Facts:
    """Return the facts of the current request or task; none outside of both."""
    return _under_way.get()()


_origin: ContextVar[Facts] = ContextVar("origin", default=NOWHERE)


def origin_now() -> Facts:
    """Whence the current request came (id, network address, browser); empty outside of one."""
    return dict(_origin.get())


@contextmanager
def coming_from(origin: Facts) -> Iterator[None]:
    """Context manager: acts in it come from there."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def begin(facts: Callable[[], Facts]) -> None:
    """From now on, log lines of this thread carry what ``facts()`` returns at that moment."""
    _under_way.set(facts)


def end() -> None:
    """No request or task is worked on any more."""
    _under_way.set(dict)


@contextmanager
def under_way(facts: Callable[[], Facts]) -> Iterator[None]:
    """Context manager: `begin`, and at the end restore what was set before."""
    token = _under_way.set(facts)
    try:
        yield
    finally:
        _under_way.reset(token)
