"""A list of keys as one parameter of a query, however many there are."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, Expression


class KeyList(Expression):
    """Rows of keys, for ``pk__in=KeyList(keys)``.

    For keys that several queries ask for: a subquery would be evaluated by each of them. A plain
    list has a parameter for each key, of which SQLite and PostgreSQL allow some ten thousand.
    """

    has_select_fields = True
    """It stands for the only column of a subquery, as Django asks of what ``in`` compares with."""

    def __init__(self, keys: Sequence[int]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.keys = keys

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A table of the elements of a JSON array."""
        return "(SELECT value FROM json_each(%s))", [json.dumps(self.keys)]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A table of the elements of an array."""
        return "(SELECT unnest(%s::bigint[]))", [list(self.keys)]
