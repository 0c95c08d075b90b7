"""How states are marked on pages: an icon and a colour for each state of a model.

A room gives the marks of its models in ``registrations.py``; ``{% state_mark item %}`` shows one.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple, cast

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Field, Model


class Colour(StrEnum):
    """Colours of a mark; each value is the ending of its CSS class ``st-…``."""

    AMBER = "w"
    """somebody has to act"""
    INK = "l"
    """open to all"""
    BLUE = "g"
    """under way"""
    GREEN = "d"
    """done"""
    GREY = "x"
    """over, or not begun"""


class Mark(NamedTuple):
    """The mark of one state; ``icon`` is a name from ``core/icons.txt``."""

    icon: str
    colour: Colour


Marks = Mapping[str, Mark]
"""State → its mark."""

_marks: dict[type[Model], Marks] = {}


def register_marks(model: type[Model], marks: Marks) -> None:
    """Give every state of ``model`` (the choices of its field ``state``) a mark.

    ``ImproperlyConfigured`` for a state without a mark, an unknown state, or a model that has its
    marks already.
    """
    if model in _marks:
        raise ImproperlyConfigured(f"{model.__name__}: marks registered twice")
    choices = cast("Field[str, str]", model._meta.get_field("state")).flatchoices
    states = {str(value) for value, _label in choices}
    if odd := states ^ {str(state) for state in marks}:
        raise ImproperlyConfigured(f"{model.__name__}: no mark, or no state: {sorted(odd)}")
    _marks[model] = {str(state): mark for state, mark in marks.items()}


def mark_of(model: type[Model], state: str) -> Mark:
    """The mark of ``state``; ``KeyError`` where the model's room has registered none."""
    return _marks[model][str(state)]


def all_marks() -> dict[type[Model], Marks]:
    """Every registered model with its marks."""
    return dict(_marks)
