"""The message after an act: what happened, who was told, and who must be telephoned."""

from collections.abc import Iterator
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
