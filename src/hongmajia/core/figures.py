"""Figures of a season, for rooms to the left of the one that defines and counts the indicators.

That room registers how they are counted; a book of cases, for example, prints them under the same
names and with the same values as the pages of figures.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class CountedFigure:
    """The value of one indicator, in words such as ``1,348``, with its name and its unit."""

    label: str
    unit: str
    words: str
    value: float | None


Count = Callable[[Any, Any], Mapping[str, CountedFigure]]
"""Season and union → the figures of the union and all below it, by the indicator's name."""

_count: list[Count] = []


def register_count(count: Count) -> None:
    """Let ``count`` answer ``counted``; ``ImproperlyConfigured`` if another does already."""
    if _count:
        raise ImproperlyConfigured("figures are counted in one way only")
    _count.append(count)


def counted(season: Any, union: Any) -> Mapping[str, CountedFigure]:
    """The figures of ``season`` in ``union`` and below, in the active language."""
    (count,) = _count
    return count(season, union)
