"""Tables of a package: which columns of which model, what they mean, and how they are read.

A package is Chinese, as official papers are; it is written with Chinese as the active language.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from hongmajia.core.actors import SignedIn
from hongmajia.unions.models import Season

BATCH = 500
"""Rows that are read at a time."""
TYPES: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.IntegerField, "integer"),
    (models.AutoField, "integer"),
    (models.FloatField, "number"),
    (models.DecimalField, "number"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.TimeField, "time"),
)
"""Kind of model field → type of a column in a Data Package; the first that fits."""


@dataclass(frozen=True)
class Column:
    """One column: its name, meaning and type, and its value for whoever makes the package.

    ``source`` is the field of the model that it holds; empty for what is computed.
    """

    name: str
    words: str
    type: str
    read: Callable[[Any, SignedIn], Any]
    source: str = ""
    choices: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table; ``path`` is the lookup from a row to its season.

    ``left_out`` names the fields of the model that no column holds, each with the reason.
    """

    name: str
    title: str
    model: type[models.Model]
    path: str
    columns: tuple[Column, ...]
    related: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    distinct: bool = False
    day: str = ""
    """For what belongs to no season, the lookup of a moment: the rows of the calendar year are in
    the package, and ``path`` leads to the union, which is the host or one below it."""

    def found(self, season: Season) -> Any:
        """The rows of ``season``, unordered."""
        wanted: dict[str, Any] = {self.path: season}
        if self.day:
            host = season.union.path
            wanted = {f"{self.day}__year": season.year, f"{self.path}__path__startswith": host}
        rows = self.model._base_manager.filter(**wanted)
        return rows.distinct() if self.distinct else rows

    def rows(self, season: Season, reader: SignedIn) -> Iterator[list[Any]]:
        """The values of all rows, in the order of their keys; read in pieces."""
        found = self.found(season).select_related(*self.related).order_by("pk")
        for row in found.iterator(chunk_size=BATCH):
            yield [plain(column.read(row, reader)) for column in self.columns]


def columns_of(model: type[models.Model], **words: str) -> tuple[Column, ...]:
    """A column for each field of ``model`` that is named, with its meaning.

    Of a foreign key the column holds the key, of a choice the label.
    """
    return tuple(_of_field(model, name, meaning) for name, meaning in words.items())


def _of_field(model: type[models.Model], name: str, words: str) -> Column:
    source: Any = model._meta.get_field(name)
    if source.choices:
        labels = tuple(label for _value, label in source.flatchoices)
        return Column(name, words, "string", _label(source), name, labels)
    attribute = source.attname
    target = source.target_field if source.is_relation else source
    return Column(attribute, words, _type(target), lambda row, _r: getattr(row, attribute), name)


def _label(source: Any) -> Callable[[Any, SignedIn], Any]:
    labels = dict(source.flatchoices)
    return lambda row, _reader: labels.get(value := getattr(row, source.attname), value)


def _type(source: models.Field[Any, Any]) -> str:
    return next((name for kind, name in TYPES if isinstance(source, kind)), "string")


def said(
    name: str, words: str, read: Callable[[Any], Any], *, source: str = "", type: str = "string"
) -> Column:
    """A column whose value is read from a row by ``read``."""
    return Column(name, words, type, lambda row, _reader: read(row), source)


def read_by(
    name: str, words: str, read: Callable[[Any, SignedIn], Any], *, source: str = ""
) -> Column:
    """A column whose value depends on the rights of whoever makes the package."""
    return Column(name, words, "string", read, source)


def person(name: str, words: str) -> Column:
    """A column with the name of the user in the foreign key ``name``; load it as related."""
    return said(name, words, lambda row: _name(getattr(row, name)), source=name)


def _name(user: Any) -> str:
    return user.display_name if user else ""


def plain(value: Any) -> Any:
    """A value as JSON has it: moments in local time, lists and objects as JSON text."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder) if value else ""
    return value if isinstance(value, (int, float, bool)) or value is None else str(value)
