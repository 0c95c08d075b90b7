"""Whether this process has the keys that the database was encrypted with.

The database keeps the public ids of the keys in use. When one is missing here, nothing starts:
neither migrations nor commands, the web server, workers or the clock. A new key is noted by
``migrate``, by the web server and by workers and clocks, so that its loss would be noticed as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from .encryption import field_keys
from .models import EncryptionKey


def note_keys(using: str = "default") -> None:
    """Note the newest key as one in use; ``ImproperlyConfigured`` when a key in use is missing."""
    if missing := _stored(using) - _configured():
        raise ImproperlyConfigured(_missing_words(missing))
    EncryptionKey.objects.using(using).get_or_create(pk=field_keys()[0].id)


@contextmanager
def told_by_command() -> Iterator[None]:
    """Context manager in which a missing key ends the command with a sentence, no traceback."""
    try:
        yield
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from error


def key_errors(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Django's system check; without a database, or before its tables, there is nothing wrong."""
    try:
        stored = _stored("default")
    except DatabaseError:
        return []
    if missing := stored - _configured():
        return [Error(_missing_words(missing), id="hongmajia.E010")]
    if stored and field_keys()[0].id not in stored:
        words = _("新的加密密钥还没有登记，请先运行 hongmajia migrate。")
        return [Warning(words, id="hongmajia.W010")]
    return []


def before_migrations(using: str, **signal: Any) -> None:
    """Receiver of ``pre_migrate``: with a wrong key nothing is migrated."""
    if _has_table(using) and (missing := _stored(using) - _configured()):
        raise CommandError(_missing_words(missing))


def after_migrations(using: str, **signal: Any) -> None:
    """Receiver of ``post_migrate``."""
    if _has_table(using):
        note_keys(using)


def _configured() -> set[str]:
    return {key.id for key in field_keys()}


def _stored(using: str) -> set[str]:
    return set(EncryptionKey.objects.using(using).values_list("pk", flat=True))


def _missing_words(missing: set[str]) -> str:
    message = _(
        "数据库里的手机号是用别的密钥（%(ids)s）加密的。请把原来的密钥放回HONGMAJIA_FIELD_KEY"
        "或数据目录的field_key文件；没有它，这些号码谁也读不出来。"
    )
    return message % {"ids": "、".join(sorted(missing))}


def _has_table(using: str) -> bool:
    connection = connections[using]
    return EncryptionKey._meta.db_table in connection.introspection.table_names()
