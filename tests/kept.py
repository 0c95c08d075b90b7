"""What is built once and put back as it was, for building it anew made every test wait."""

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
    """Objects as they were, and the statements that write the rows they stand for."""

    objects: bytes
    statements: list[tuple[str, tuple[Any, ...]]]

    def put_back(self) -> Any:
        """Write the rows with the keys they had; objects nobody else has touched."""
        with transaction.atomic(), connection.cursor() as cursor:  # the keys are checked at its end
            for statement in self.statements:
                cursor.execute(*statement)
        return pickle.loads(self.objects)


def keep(objects: Any, *, but: set[type[Model]]) -> Kept:
    """All rows there are, but those of the models in ``but``."""
    found = [model for model in stored_models() if model not in but]
    return Kept(pickle.dumps(objects), [pair for model in found for pair in writing(model)])


def stored_models() -> Iterator[type[Model]]:
    """The models that have a table, the links between many and many among them."""
    found = apps.get_models(include_auto_created=True)
    return (model for model in found if model._meta.managed and not model._meta.proxy)


def with_rows() -> set[type[Model]]:
    """The models that have rows now."""
    return {model for model in stored_models() if model._base_manager.exists()}


def writing(model: type[Model]) -> Any:
    """The statements that write the rows of the model as they are, keys and times included."""
    rows = list(model._base_manager.all())
    if not rows:
        return []
    query = InsertQuery(model)
    query.insert_values(model._meta.concrete_fields, rows, raw=True)
    return query.get_compiler(connection=connection).as_sql()
