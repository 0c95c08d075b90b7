"""The registry of personal data: every column that may hold something about a person.

Each room registers its columns in its ``personal.py``. From the registry come what erasing a
person replaces (``core.erasing``) and docs/personal-data.md; a test finds columns that nobody
registered. A table of history is registered with the model whose history it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Field, Model

from .name_fields import NameKeyField


class Instead(StrEnum):
    """What erasing a person puts in the place of a value."""

    NAME = "name"
    """A name: “某某” in the person's rows; elsewhere it is masked in texts."""
    NUMBER = "number"
    """A number that belongs to nobody; elsewhere it is masked in texts."""
    CODE = "code"
    """Another random one, where the column must hold a login or code; masked elsewhere."""
    IDENTITY = "identity"
    """Nothing; elsewhere it is masked in texts, since it leads to the person."""
    NOTHING = "nothing"
    """Nothing."""
    MASKED = "masked"
    """Asterisks over the person's names and numbers, in whose row ever it stands."""
    FILE = "file"
    """Nothing, and the file is deleted."""
    SCANNED = "scanned"
    """The file is deleted if a name or number of the person stands in it."""
    ROW = "row"
    """The whole row is deleted."""

    @property
    def is_own(self) -> bool:
        """Whether it is put only into rows of the person."""
        return self not in (Instead.MASKED, Instead.SCANNED)


IN_WORDS = {
    Instead.NAME: "“某某”",
    Instead.NUMBER: "a number that belongs to nobody",
    Instead.CODE: "another random one",
    Instead.IDENTITY: "nothing",
    Instead.NOTHING: "nothing",
    Instead.MASKED: "asterisks over names and numbers of the person",
    Instead.FILE: "nothing; the file is deleted",
    Instead.SCANNED: "the file is deleted if the person is named in it",
    Instead.ROW: "the row is deleted",
}


class Kept(StrEnum):
    """How long values are usually kept."""

    WORK = "as long as the record of the work"
    ROLL = "as long as the person is on the roll"
    ACCOUNT = "as long as the account"
    SHORT = "deleted by the clock after some time (operations.md)"


class Seen(StrEnum):
    """Who usually sees values."""

    STAFF = "unions that hold the record"
    PUBLIC = "everybody, with marks for persons where it is public"
    OWN = "the person alone"
    NOBODY = "nobody; the product uses it"


@dataclass(frozen=True)
class Personal:
    """Columns of one model that hold something about the same person.

    ``puts`` names the columns, with blanks between, by what erasing puts in their place.
    ``users`` and ``numbers`` are lookups from a row to the account and the telephone number of
    whose it is. By ``entered_by`` it leads to the account or the number that wrote it, whose it is
    only if it has a name of theirs: people write for others. ``logins`` are columns that hold what
    they sign in with. Without any of them the rows are nobody's, and only texts in them are masked.
    """

    model: type[Model]
    puts: Mapping[Instead, str]
    purpose: str
    seen_by: str
    kept: str
    users: tuple[str, ...] = ()
    entered_by: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    logins: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> dict[str, Instead]:
        """The columns, with what erasing puts in the place of each."""
        return {name: put for put, names in self.puts.items() for name in names.split()}

    def names_of(self, *instead: Instead) -> list[str]:
        """The columns in whose place one of these is put."""
        return [name for name, put in self.fields.items() if put in instead]


_registered: list[Personal] = []


def register_personal(personal: Personal) -> None:
    """Add columns to the registry; ``ImproperlyConfigured`` for one that is there already."""
    for name in personal.fields:
        personal.model._meta.get_field(name)
        if any(name in other.fields for other in registered_for(personal.model)):
            raise ImproperlyConfigured(f"{personal.model._meta.label}.{name} is registered twice")
    _registered.append(personal)


def all_personal() -> list[Personal]:
    """Everything registered."""
    return list(_registered)


def registered_for(model: type[Model]) -> Iterator[Personal]:
    """What is registered for ``model``, or for the model whose history it is."""
    subject = subject_of(model)
    return (each for each in _registered if each.model is subject)


def subject_of(model: type[Model]) -> type[Model]:
    """The model whose history ``model`` is; any other model itself."""
    return getattr(model, "instance_type", model) if is_history(model) else model


def is_history(model: type[Model]) -> bool:
    """Whether the table keeps earlier versions of another."""
    return hasattr(model, "history_id")


def history_of(model: type[Model]) -> type[Model] | None:
    """The table of earlier versions of ``model``; ``None`` if there is none."""
    manager = getattr(model._meta, "simple_history_manager_attribute", None)
    found: type[Model] | None = getattr(model, manager).model if manager else None
    return found


def has_field(model: type[Model], name: str) -> bool:
    """Whether ``model`` has that column; a history may leave one out."""
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def instead_of(column: Field[Any, Any]) -> Instead | None:
    """What erasing puts in the place of ``column``; ``None`` if nobody registered it.

    The key of a name follows the name; why a version of a row was kept is never filled in.
    """
    name = column.of if isinstance(column, NameKeyField) else column.name
    for personal in registered_for(column.model):
        if name in personal.fields:
            return personal.fields[name]
    return None


def tables() -> Iterator[type[Model]]:
    """Every model with a table of its own, histories and links of many to many included."""
    return (
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    )
