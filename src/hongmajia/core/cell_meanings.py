"""What the cells of a column mean; a long table repeats few words, which are read once."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms

MOST_KEPT = 1000
"""Cells of a column whose meaning is kept for the rows below."""


class Reader(NamedTuple):
    """How the cells of one column are read."""

    name: str
    meaning: Callable[[Any], Any]
    own: Callable[[Any], Any] | None
    """The form's ``clean_…`` of the column."""

    @classmethod
    def of(cls, form: forms.Form, name: str, *, once: bool) -> "Reader":
        """The reader of a column of ``form``; ``once``: equal cells are read once for all rows."""
        clean = form.fields[name].clean
        meaning = KeptMeanings(clean) if once else clean
        return cls(name, meaning, getattr(type(form), f"clean_{name}", None))


class KeptMeanings:
    """What cells of a column mean, with the first ``MOST_KEPT`` kept for the rows below.

    Lists are read anew each time, since a form may change them.
    """

    def __init__(self, clean: Callable[[Any], Any]) -> None:
        self.clean = clean
        self.kept: dict[Any, Any] = {}

    def __call__(self, written: Any) -> Any:
        """The meaning of a cell; raises ``ValidationError``."""
        try:
            return self.kept[written]
        except KeyError:
            value = self.clean(written)
        if len(self.kept) < MOST_KEPT and not isinstance(value, list):
            self.kept[written] = value
        return value
