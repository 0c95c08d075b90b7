"""Rows that are made once and restored for each test, because making them anew is slow."""

import functools
import inspect
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery

from hongmajia.core.models import PendingChange, WriteMark
from hongmajia.insights.models import StaleUnion

Rows = dict[type[Model], dict[Any, tuple[Any, ...]]]
"""Values of each row by its key, for each model."""

Statement = tuple[str, Any, bool]
"""SQL, its parameters, and whether they are a list of parameters for one run each."""

SAME_FOR_EACH_TEST = {"province", "work"}
"""Fixtures on whose rows those of others may be built; those made here are added."""

AFTER_THESE = 1000
"""On SQLite, rows made once have keys above this, out of the way of those that a test makes."""


WRITTEN_BY_TRIGGERS = {PendingChange, StaleUnion, WriteMark}
"""Models whose rows come by themselves when those of others are put back."""


@dataclass(frozen=True)
class Kept:
    """Pickled objects, and the SQL statements that write their rows."""

    objects: bytes
    statements: list[Statement]

    def put_back(self) -> Any:
        """Write the rows with their former keys; returns fresh copies of the objects."""
        with transaction.atomic(), connection.cursor() as cursor:  # the keys are checked at its end
            for sql, parameters, many in self.statements:
                (cursor.executemany if many else cursor.execute)(sql, parameters)
        return pickle.loads(self.objects)


def kept_fixture(make: Callable[..., Any]) -> Any:
    """A fixture whose rows are made for the first test that uses it, and later restored.

    Its parameters are fixtures that give the same rows to each test: ``province``, and others made
    by this function. Uploaded files are not kept.
    """
    parameters = inspect.signature(make).parameters
    assert parameters.keys() <= SAME_FOR_EACH_TEST, f"{make.__name__} stands on changing rows"
    SAME_FOR_EACH_TEST.add(make.__name__)
    kept: dict[int, Kept] = {}

    def restored(request: pytest.FixtureRequest) -> Any:
        given = {name: request.getfixturevalue(name) for name in parameters}
        # Content types get new keys when a test that commits has emptied the database.
        key = ContentType.objects.get_for_model(ContentType).pk
        if key not in kept:
            kept[key] = keep_what(functools.partial(make, **given))
        return kept[key].put_back()

    restored.__doc__ = make.__doc__
    return pytest.fixture(name=make.__name__)(restored)


def keep_what(make: Callable[[], Any]) -> Kept:
    """What ``make`` returns, and the rows that it writes; the database stays as it was."""
    with transaction.atomic():
        before = rows_now()
        leave_room()
        with noting_search() as search:
            made = pickle.dumps(make())
        written = [each for model in stored_models() for each in changing(model, before[model])]
        transaction.set_rollback(True)
    return Kept(made, [*written, *search])


@contextmanager
def noting_search() -> Iterator[list[Statement]]:
    """The statements that write words into the search, which is in no model's table."""
    search: list[Statement] = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if "_search" in sql and sql.startswith(("INSERT", "DELETE")):
            kept = [list(each) for each in parameters] if many else list(parameters)
            search.append((sql, kept, many))
            parameters = kept
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield search


def leave_room() -> None:
    """On SQLite, count keys from ``AFTER_THESE``; PostgreSQL never gives a key twice."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT name, %s FROM sqlite_master"
                " WHERE type = 'table' AND sql LIKE '%%AUTOINCREMENT%%'",
                [AFTER_THESE],
            )


def rows_now() -> Rows:
    """All rows of the database."""
    return {
        model: {row[0]: row for row in model._base_manager.values_list("pk", *columns(model))}
        for model in stored_models()
    }


def columns(model: type[Model]) -> list[str]:
    """The names of the model's columns, as ``values_list`` wants them."""
    return [field.attname for field in model._meta.concrete_fields]


def changing(model: type[Model], before: dict[Any, tuple[Any, ...]]) -> Iterator[Statement]:
    """The statements that make the model's rows what they are now."""
    now = {row[0]: row for row in model._base_manager.values_list("pk", *columns(model))}
    changed = [key for key, row in now.items() if before.get(key) != row]
    for key in before.keys() & set(changed):
        meta = model._meta
        pk = meta.pk.get_db_prep_value(key, connection)
        yield f"DELETE FROM {meta.db_table} WHERE {meta.pk.column} = %s", [pk], False
    yield from writing(model, list(model._base_manager.filter(pk__in=changed)))


def keep(make: Callable[[], Any], *, but: set[type[Model]]) -> Kept:
    """What ``make`` returns, and all rows there are then but those of the models in ``but``."""
    with noting_search() as search:
        objects = make()
    found = [model for model in stored_models() if model not in but]
    rows = ((model, list(model._base_manager.all())) for model in found)
    written = [each for pair in rows for each in writing(*pair)]
    return Kept(pickle.dumps(objects), [*written, *search])


def stored_models() -> Iterator[type[Model]]:
    """The models that have a table, including those of many-to-many relations."""
    found = apps.get_models(include_auto_created=True)
    own = (model for model in found if model not in WRITTEN_BY_TRIGGERS)
    return (model for model in own if model._meta.managed and not model._meta.proxy)


def with_rows() -> set[type[Model]]:
    """The models that have rows now."""
    return {model for model in stored_models() if model._base_manager.exists()}


def writing(model: type[Model], rows: list[Any]) -> Iterator[Statement]:
    """The statements that insert these rows of the model, with keys and times."""
    if rows:
        written = [field for field in model._meta.concrete_fields if not field.generated]
        query = InsertQuery(model)
        query.insert_values(written, rows, raw=True)
        for sql, parameters in query.get_compiler(connection=connection).as_sql():
            yield sql, parameters, False
