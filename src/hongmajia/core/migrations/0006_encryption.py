from typing import Any

import django.utils.timezone
from django.db import migrations, models

from hongmajia.core.encrypted_fields import EncryptedJSONField
from hongmajia.core.encrypted_files import EncryptedStorage
from hongmajia.core.rekeying import encrypt_columns


def files(apps: Any) -> Any:
    storage = EncryptedStorage()
    jobs = apps.get_model("core", "ImportJob").objects.exclude(file="")
    names = jobs.values_list("file", flat=True)
    return ((storage, name) for name in names if storage.exists(name))


def encrypt_files(apps: Any, editor: Any) -> None:
    for storage, name in files(apps):
        storage.encrypt_in_place(name)


def decrypt_files(apps: Any, editor: Any) -> None:
    for storage, name in files(apps):
        storage.decrypt_in_place(name)


class Migration(migrations.Migration):
    """The keys in use; reports and files of imports are encrypted from here on."""

    dependencies = [("core", "0005_import_is_a_job")]

    operations = [
        migrations.CreateModel(
            name="EncryptionKey",
            fields=[
                ("id", models.CharField(max_length=8, primary_key=True, serialize=False)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.AlterField(
            model_name="importjob",
            name="file",
            field=models.FileField(storage=EncryptedStorage, upload_to="imports/%Y/%m/"),
        ),
        migrations.AlterField(
            model_name="importjob", name="report", field=EncryptedJSONField(default=dict)
        ),
        encrypt_columns("core", ("importjob", "report")),
        migrations.RunPython(encrypt_files, decrypt_files),
    ]
