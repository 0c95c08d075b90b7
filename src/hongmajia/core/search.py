"""Full-text search with one interface: FTS5 in SQLite, ``tsvector`` in PostgreSQL.

Neither database segments Chinese, so texts and queries are cut into words in Python and stored with
spaces between. A query finds the rows that contain all of its words, or words that begin with them.
"""

import re
from collections.abc import Iterable, Sequence

import rjieba
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from hongmajia.spelling import seen

WORD = re.compile(r"\w+")
KEYWORDS = 12
"""How many words of a text are used to find similar ones."""


MAX_QUERY_LENGTH = 60
"""How many characters of a query are used."""


def tidy(typed: str) -> str:
    """Return a query stripped and cut to ``MAX_QUERY_LENGTH``, without what nobody sees.

    That includes NUL, which PostgreSQL refuses.
    """
    return seen(typed).strip()[:MAX_QUERY_LENGTH]


def words_of_text(text: str) -> list[str]:
    """Return all words, of long ones also their parts: ``不锈钢焊接`` → 不锈, 不锈钢, 焊接."""
    return [w.lower() for w in rjieba.cut_for_search(text) if WORD.fullmatch(w)]


def words_of_query(text: str) -> list[str]:
    """Return the words of a query, each once."""
    return list(dict.fromkeys(w.lower() for w in rjieba.cut(text) if WORD.fullmatch(w)))


class SearchIndex:
    """The searchable words of one model's rows by primary key, in a table beside the model's."""

    def __init__(self, table: str) -> None:
        self.table = table

    def create(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Create the table; called by the room's migration."""
        if editor.connection.vendor == "postgresql":
            editor.execute(f"CREATE TABLE {self.table} (id bigint PRIMARY KEY, body tsvector)")
            editor.execute(f"CREATE INDEX {self.table}_body ON {self.table} USING gin (body)")
        else:
            editor.execute(f"CREATE VIRTUAL TABLE {self.table} USING fts5(body)")

    def drop(self, editor: BaseDatabaseSchemaEditor) -> None:
        """Drop the table."""
        editor.execute(f"DROP TABLE {self.table}")

    def put(self, texts: Iterable[tuple[int, str]]) -> None:
        """Write or replace the words of (primary key, text) pairs."""
        rows = [(pk, " ".join(words_of_text(text))) for pk, text in texts]
        if connection.vendor == "postgresql":  # two at once must not fail on each other's row
            insert = (
                f"INSERT INTO {self.table} VALUES (%s, to_tsvector('simple', %s))"
                " ON CONFLICT (id) DO UPDATE SET body = excluded.body"
            )
        else:
            self.remove([pk for pk, _ in rows])
            insert = f"INSERT INTO {self.table}(rowid, body) VALUES (%s, %s)"
        with connection.cursor() as cursor:
            cursor.executemany(insert, rows)

    def remove(self, pks: Sequence[int]) -> None:
        """Delete the words of these rows."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"DELETE FROM {self.table} WHERE {self._key} = %s", [(pk,) for pk in pks]
            )

    def remove_between(self, after: int, upto: int | None) -> None:
        """Delete the words of all keys greater than ``after`` and not greater than ``upto``."""
        sql, keys = f"DELETE FROM {self.table} WHERE {self._key} > %s", [after]
        if upto is not None:
            sql, keys = f"{sql} AND {self._key} <= %s", [after, upto]
        with connection.cursor() as cursor:
            cursor.execute(sql, keys)

    def compact(self) -> None:
        """Drop what SQLite keeps of words that were removed; PostgreSQL keeps nothing."""
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {self.table}({self.table}) VALUES ('optimize')")

    @property
    def _key(self) -> str:
        return "id" if connection.vendor == "postgresql" else "rowid"

    def matching(self, query: str) -> RawSQL | list[int]:
        """Return the keys of rows that contain all words of ``query``, for ``filter(pk__in=…)``."""
        words = words_of_query(query)
        if not words:
            return []
        if connection.vendor == "postgresql":
            terms = " & ".join(f"'{word}':*" for word in words)
            sql = f"SELECT id FROM {self.table} WHERE body @@ to_tsquery('simple', %s)"
        else:
            terms = " ".join(f'"{word}"*' for word in words)
            sql = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s"
        return RawSQL(sql, [terms], output_field=BigIntegerField())

    def nearest(self, text: str, limit: int) -> list[int]:
        """Return keys of the rows that share most words with ``text``, best first.

        A rough pre-selection for a closer comparison: only the longest words are used, being the
        most specific.
        """
        words = [word for word in words_of_query(text) if len(word) > 1]
        words = sorted(words, key=len, reverse=True)[:KEYWORDS]
        if not words:
            return []
        if connection.vendor == "postgresql":
            terms = " | ".join(f"'{word}'" for word in words)
            sql = (
                f"SELECT id FROM {self.table}, to_tsquery('simple', %s) AS asked"
                " WHERE body @@ asked ORDER BY ts_rank(body, asked) DESC, id DESC LIMIT %s"
            )
        else:
            terms = " OR ".join(f'"{word}"' for word in words)
            found = f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s"
            sql = f"{found} ORDER BY rank LIMIT %s"
        with connection.cursor() as cursor:
            cursor.execute(sql, [terms, limit])
            return [row[0] for row in cursor.fetchall()]
