"""Writing the facts that differ, and naming them in the log."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils import translation


def write(thing: Model, facts: Mapping[str, Any]) -> list[str]:
    """Set, check and save what differs; returns the Chinese labels of the fields that changed.

    Raises ``ValidationError`` for facts that cannot be. Things that are given as objects are
    there; nobody asks the database again.
    """
    changed = {name: value for name, value in facts.items() if getattr(thing, name, None) != value}
    for name, value in changed.items():
        setattr(thing, name, value)
    thing.full_clean(exclude=[name for name, value in facts.items() if isinstance(value, Model)])
    thing.save()
    fields = type(thing)._meta
    return [in_chinese(fields.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]


def in_chinese(words: Any) -> str:
    """The log keeps words as the house speaks them, whoever acts in whichever language."""
    with translation.override("zh-hans"):
        return str(words)
