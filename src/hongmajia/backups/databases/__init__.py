"""Copying and restoring a database, one module a vendor; ``database_of`` chooses.

To support another vendor, copy a similar module: it needs the functions of ``Database``.
"""

from typing import Any

from django.db import connections
from django.utils.translation import gettext as _

from ..errors import BackupError
from .postgresql import PostgreSQL
from .protocol import Database
from .sqlite import SQLite

KINDS: dict[str, type[Any]] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def database_of(alias: str = "default") -> Database:
    """The database behind a connection of Django."""
    connection = connections[alias]
    if connection.vendor not in KINDS:
        raise BackupError(_("不知道怎样备份%(vendor)s数据库。") % {"vendor": connection.vendor})
    found: Database = KINDS[connection.vendor](connection.settings_dict)
    return found


__all__ = ["Database", "database_of"]
