"""Rows that are made once and restored for each test, because making them anew is slow."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery


@dataclass(frozen=True)
class Kept:
    """Pickled objects, and the SQL statements that insert their rows."""

    objects: bytes
    statements: list[tuple[str, tuple[Any, ...]]]

    def put_back(self) -> Any:
        """Insert the rows with their former keys; returns fresh copies of the objects."""
        with transaction.atomic(), connection.cursor() as cursor:  # the keys are checked at its end
            for statement in self.statements:
                cursor.execute(*statement)
        return pickle.loads(self.objects)


def keep(objects: Any, *, but: set[type[Model]]) -> Kept:
    """Store all rows of the database, except those of the models in ``but``."""
    found = [model for model in stored_models() if model not in but]
    return Kept(pickle.dumps(objects), [pair for model in found for pair in writing(model)])


def stored_models() -> Iterator[type[Model]]:
    """The models that have a table, including those of many-to-many relations."""
    found = apps.get_models(include_auto_created=True)
    return (model for model in found if model._meta.managed and not model._meta.proxy)


def with_rows() -> set[type[Model]]:
    """The models that have rows now."""
    return {model for model in stored_models() if model._base_manager.exists()}


def writing(model: type[Model]) -> Any:
    """The statements that insert the present rows of the model, with keys and times."""
    rows = list(model._base_manager.all())
    if not rows:
        return []
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, rows, raw=True)
    return query.get_compiler(connection=connection).as_sql()
