"""A set clock, under which actions write a past time (docs/adr/0053)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Make ``moment`` the present time of everything in this process that asks Django for it.

    The class that ``timezone`` asks is replaced, not ``timezone.now``: the defaults of model fields
    hold that function itself.
    """

    class Kind(type):
        def __instancecheck__(cls, instance: Any) -> bool:
            return isinstance(instance, datetime)

    class Then(datetime, metaclass=Kind):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return moment.astimezone(tz)

    with patch.object(timezone, "datetime", Then):
        yield
