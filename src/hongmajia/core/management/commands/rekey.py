"""``hongmajia rekey``: encrypt everything under the newest key, so that older ones can go."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from hongmajia.core.encryption import field_keys
from hongmajia.core.models import EncryptionKey
from hongmajia.core.rekeying import (
    encrypted_columns,
    encrypted_file_fields,
    rekey_column,
    rekey_files,
)


class Command(BaseCommand):
    """Works in batches while the product runs; run again after an interruption."""

    help = "Encrypt numbers, reports and files under the first key of HONGMAJIA_FIELD_KEY."

    def handle(self, *args: Any, **options: Any) -> None:
        newest, _made = EncryptionKey.objects.get_or_create(pk=field_keys()[0].id)
        for column in encrypted_columns():
            self._tell(column[0], rekey_column(column))
        for model, field in encrypted_file_fields():
            self._tell(model, rekey_files(model, field))
        EncryptionKey.objects.exclude(pk=newest.pk).delete()
        self.stdout.write(_("全部换成了新密钥；旧密钥可以从HONGMAJIA_FIELD_KEY里去掉了。"))

    def _tell(self, model: Any, count: int) -> None:
        self.stdout.write(f"{model._meta.label} {count}")
