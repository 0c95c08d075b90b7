"""What a new season takes over from an earlier one besides its dates and limits.

Each room that has something to carry over registers a ``PartForm`` in ``registrations.py``: it is
shown on the page of the new season, can be changed there, and is carried out together with it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms

from .models import Season, Union


class PartForm(forms.Form):
    """One part of the page of a new season; ``name`` tells its fields from those of others.

    Sent without its fields, it carries nothing over.
    """

    name: ClassVar[str]
    page: ClassVar[str]
    """The template of the part, which knows it as ``part``."""
    is_wide: ClassVar[bool] = False
    """Whether the part takes the whole width of the page, as one with texts does."""

    def __init__(self, data: Any, *, host: Union, earlier: Season, year: int) -> None:
        super().__init__(data, prefix=self.name)
        self.host, self.earlier, self.year = host, earlier, year

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to carry over, so that the page leaves the part out."""
        return len(self.fields) == 0

    def carry(self, season: Season, actor: Any) -> None:
        """Give ``season`` what was ticked, by the room's actions; within their transaction."""
        raise NotImplementedError


Pairs = Mapping[tuple[date, date], int]
"""(day on which a step began, day on which it was done) → how many times."""

_parts: list[type[PartForm]] = []
_taken: dict[str, Any] = {}


def register_part(part: type[PartForm]) -> None:
    """Show ``part`` on the page of a new season, after those registered before."""
    _parts.append(part)


def parts_of(host: Union, earlier: Season, data: Any, year: int) -> list[PartForm]:
    """The parts that have anything to carry over from ``earlier`` into a season of ``year``.

    ``data`` is that of a sent form.
    """
    made = (part(data, host=host, earlier=earlier, year=year) for part in _parts)
    return [part for part in made if not part.is_empty]


def register_taken(limit: str, pairs: Any) -> None:
    """Let ``pairs`` say of a season which steps under this limit took from when to when."""
    _taken[limit] = pairs


def taken_in(season: Season) -> Iterator[tuple[str, Pairs]]:
    """Each limit whose steps can be counted, with them."""
    for limit, pairs in _taken.items():
        yield limit, pairs(season)
