"""What is under way in this thread, so that each log line can say to what it belongs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

Facts = dict[str, Any]
"""Name → number, id or short word; nothing that a person typed."""

_under_way: ContextVar[Callable[[], Facts]] = ContextVar("under_way", default=dict)


def current_facts() -> Facts:
    """Facts of the request or task under way; none outside of both."""
    return _under_way.get()()


def begin(facts: Callable[[], Facts]) -> None:
    """From now on, log lines of this thread carry what ``facts()`` says when they are written."""
    _under_way.set(facts)


def end() -> None:
    """Nothing is under way any more."""
    _under_way.set(dict)


@contextmanager
def under_way(facts: Callable[[], Facts]) -> Iterator[None]:
    """`begin` and, whatever happens, put back what was under way before."""
    token = _under_way.set(facts)
    try:
        yield
    finally:
        _under_way.reset(token)
