"""The message after an act: what happened, who was told, and who must be telephoned."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from .telling import listening


@contextmanager
def saying(request: HttpRequest, done: Any) -> Iterator[None]:
    """Say ``done`` and whom the acts in this block told, unless they are refused."""
    with listening() as told:
        yield
    messages.success(request, told.after(done))


def told_after(done: Any, act: Callable[[], object]) -> str:
    """Do ``act`` and return ``done`` with whom it told, for one row of many."""
    with listening() as told:
        act()
    return told.after(done)
