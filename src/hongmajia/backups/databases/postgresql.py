"""PostgreSQL: copied by pg_dump, within one exported snapshot."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql
from psycopg.conninfo import make_conninfo

from ..errors import BackupError
from ..manifest import Table

VARIABLES = {
    "HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}  # fmt: skip
"""Django's name of a part of the address → libpq's variable; so no password is in a command."""
OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "service": "PGSERVICE"}

TABLES = """
    SELECT c.relname, array_remove(array_agg(a.attname ORDER BY a.attnum), NULL)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
    WHERE c.relkind = 'r' AND n.nspname = current_schema()
    GROUP BY c.relname ORDER BY c.relname
"""
"""Each table with the columns of its primary key."""


FORGET = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
WRITTEN_ALIKE = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET IntervalStyle = 'postgres';"
WRITTEN_ALIKE += " SET extra_float_digits = 1; SET bytea_output = 'hex'"
"""How values are written as text, whatever this database and its user are set to."""
NEW_DATABASE = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")


class PostgreSQL:
    """A database of a server; pg_dump and pg_restore have to be installed."""

    vendor = "postgresql"
    file_name = "database.dump"

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.name = str(settings["NAME"])

    def size(self) -> int:
        """The bytes that the server uses; a dump, which is compressed, takes less."""
        with self.connected() as connection:
            found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
            return int(found[0]) if found else 0

    def snapshot(self, target: Path) -> dict[str, Table]:
        """Dump what one transaction sees, and hash what it sees."""
        with self.connected() as connection, _told():
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            row = connection.execute("SELECT pg_export_snapshot()").fetchone()
            assert row is not None
            command = ["pg_dump", "--format=custom", f"--snapshot={row[0]}", "--no-owner"]
            # What a restore has set aside stays here and is no part of the product.
            command += [f"--exclude-schema={_schema(connection)}_20*", "--no-privileges"]
            self._run([*command, f"--file={target}"])
            return hashes_of(connection)

    def is_empty(self) -> bool:
        """Whether the schema has no table."""
        with self.connected() as connection:
            return not connection.execute(TABLES).fetchone()

    def set_aside(self) -> str:
        """Rename the schema, and make an empty one of its name."""
        with self.connected() as connection, _told(), connection.transaction():
            schema = _schema(connection)
            name = f"{schema}_{timezone.localtime():%Y%m%d_%H%M%S}"
            old, new = sql.Identifier(schema), sql.Identifier(name)
            connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(old, new))
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(old))
        return name

    def restore(self, source: Path) -> None:
        """Run the dump in one transaction."""
        command = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner"]
        self._run([*command, "--no-privileges", f"--dbname={self.name}", str(source)])

    def hashes(self) -> dict[str, Table]:
        """Hash the tables as one transaction sees them."""
        with self.connected() as connection, _told():
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return hashes_of(connection)

    @contextmanager
    def beside(self, folder: Path) -> Iterator["PostgreSQL"]:
        """Another database of the same server, for which the user needs the right CREATEDB."""
        name = f"{self.name}_drill"
        quoted = sql.Identifier(name)
        with self.connected() as connection:
            # One that was killed left it; of two at once the later ends the earlier.
            connection.execute(FORGET.format(quoted))
            try:
                connection.execute(NEW_DATABASE.format(quoted))
            except psycopg.errors.InsufficientPrivilege as error:
                words = _("演练要另建一个数据库，请先运行：ALTER ROLE %(user)s CREATEDB;")
                raise BackupError(words % {"user": connection.info.user}) from error
        try:
            yield PostgreSQL({**self.settings, "NAME": name})
        finally:
            with self.connected() as connection:
                connection.execute(FORGET.format(quoted))

    @contextmanager
    def connected(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection of its own, in which each statement is a transaction unless it says else."""
        parts = {name.removeprefix("PG").lower(): each for name, each in self._variables().items()}
        parts["dbname"] = parts.pop("database")
        address = make_conninfo("", **parts)
        with _told(), psycopg.connect(address, autocommit=True) as connection:
            yield connection

    def _variables(self) -> dict[str, str]:
        options = self.settings.get("OPTIONS") or {}
        parts = {name: self.settings.get(key) for key, name in VARIABLES.items()}
        parts |= {name: options.get(key) for key, name in OPTIONS.items()}
        return {name: str(value) for name, value in parts.items() if value}

    def _run(self, command: list[str]) -> None:
        """Run a program of PostgreSQL's; ``BackupError`` with what it says."""
        environment = {**os.environ, **self._variables()}
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, text=True, check=False
            )
        except FileNotFoundError as error:
            words = _("这台机器上没有%(program)s，请安装PostgreSQL的客户端程序。")
            raise BackupError(words % {"program": command[0]}) from error
        if done.returncode:
            raise BackupError(f"{command[0]}：{done.stderr.strip()[-500:]}")


def _schema(connection: psycopg.Connection[Any]) -> str:
    """The schema in which the tables of the product lie."""
    row = connection.execute("SELECT current_schema()").fetchone()
    assert row is not None
    return str(row[0])


def hashes_of(connection: psycopg.Connection[Any]) -> dict[str, Table]:
    """The hash of each table."""
    connection.execute(WRITTEN_ALIKE)
    found = connection.execute(TABLES).fetchall()
    return {name: _hash(connection, name, keys) for name, keys in found}


def _hash(connection: psycopg.Connection[Any], table: str, keys: list[str]) -> Table:
    """Rows as COPY writes them, in the order of the primary key, or of the whole row, as text.

    As text, since numbers and words sort so in every database, whatever its collation.
    """
    by_text = sql.SQL('{}::text COLLATE "C"')
    columns = [by_text.format(sql.Identifier("t", key)) for key in keys]
    order = sql.SQL(", ").join(columns or [by_text.format(sql.Identifier("t"))])
    ask = sql.SQL("COPY (SELECT * FROM {} t ORDER BY {}) TO STDOUT")
    asked = ask.format(sql.Identifier(table), order)
    digest, rows = hashlib.sha256(), 0
    with connection.cursor() as cursor, cursor.copy(asked) as copy:
        for line in copy:
            digest.update(line)
            rows += 1
    return Table(rows, digest.hexdigest())


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error of the database into a sentence."""
    try:
        yield
    except psycopg.Error as error:
        words = _("数据库没有答应：%(error)s")
        raise BackupError(words % {"error": str(error).strip()[-500:]}) from error
