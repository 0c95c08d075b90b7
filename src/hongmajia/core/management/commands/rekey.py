"""``hongmajia rekey``: encrypt everything under the newest key, so that older ones can go."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hongmajia.core.encryption import field_keys
from hongmajia.core.models import EncryptionKey
from hongmajia.core.rekeying import (
    encrypted_columns,
    encrypted_file_fields,
    other_rekeyings,
    rekey_column,
    rekey_files,
)

MOST_PASSES = 5
"""After so many passes, some process still writes under an old key."""


class Command(BaseCommand):
    """Works in batches while the product runs; run again after an interruption."""

    help = "Encrypt numbers, reports and files under the first key of HONGMAJIA_FIELD_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        """Repeat until a pass finds nothing under another key; only then forget the others."""
        newest, _made = EncryptionKey.objects.get_or_create(pk=field_keys()[0].id)
        for _pass in range(MOST_PASSES):
            found = self._rekey_all()
            if not found:
                break
        else:
            message = _("还有数据在用旧密钥写入（%(tables)s）。请重启所有进程，再运行一次rekey。")
            raise CommandError(message % {"tables": ", ".join(sorted(found))})
        EncryptionKey.objects.exclude(pk=newest.pk).delete()
        self.stdout.write(_("全部换成了新密钥；旧密钥可以从HONGMAJIA_FIELD_KEY里去掉了。"))

    def _rekey_all(self) -> set[str]:
        """One pass; the tables in which something was under another key."""
        found = set()
        for column in encrypted_columns():
            if count := rekey_column(column):
                self._tell(column[0], count)
                found.add(column[0]._meta.label)
        for model, field in encrypted_file_fields():
            if count := rekey_files(model, field):
                self._tell(model, count)
                found.add(model._meta.label)
        for model, rekey in other_rekeyings():
            if count := rekey():
                self._tell(model, count)
                found.add(model._meta.label)
        return found

    def _tell(self, model: Any, count: int) -> None:
        self.stdout.write(f"{model._meta.label} {count}")
