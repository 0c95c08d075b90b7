"""What of a person's work goes to whoever takes over their post; each room registers its own.

What somebody *is to do* goes over, what they *did* stays under their name. Most of what waits hangs
on the union and its roles, and goes over by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from hongmajia.core.importing import unconfirmed

from .models import Union, User

Rows = QuerySet[Any]


def all_of_them(rows: Rows, successor: User) -> Rows:
    """All rows suit every successor."""
    return rows


@dataclass(frozen=True)
class Work:
    """Rows that one person is to see to: ``field`` names the person on them.

    ``rows`` are those of a person in a union and below, ``fitting`` those of them that a successor
    can take over; the others stay.
    """

    label: Any
    model: Any
    field: str
    rows: Callable[[User, Union], Rows]
    fitting: Callable[[Rows, User], Rows] = all_of_them

    def give(self, leaving: User, union: Union, successor: User) -> int:
        """Put the name of ``successor`` on them; returns how many they are."""
        going = self.fitting(self.rows(leaving, union), successor)
        found = self.model.objects.filter(pk__in=list(going.values_list("pk", flat=True)))
        return int(found.update(**{self.field: successor}))


_works: list[Work] = []


def register_work(work: Work) -> None:
    """Let ``work`` go over with a post."""
    _works.append(work)


def all_work() -> list[Work]:
    """All that is registered."""
    return list(_works)


def imports_of(leaving: User, union: Union) -> Rows:
    """Tables belong to no union: they stay with whoever keeps another post."""
    kept = leaving.memberships.today().own().exclude(union=union)
    return unconfirmed().none() if kept.exists() else unconfirmed().filter(owner=leaving)
