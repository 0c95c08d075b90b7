from django.db import migrations

from hongmajia.core.rekeying import compact_after_encryption


class Migration(migrations.Migration):
    """The last of the migrations that encrypt: what they replaced leaves the database's files."""

    atomic = False  # VACUUM runs outside a transaction

    dependencies = [
        ("core", "0006_encryption"),
        ("unions", "0005_phones_encrypted"),
        ("people", "0005_phones_encrypted"),
        ("needs", "0008_phones_encrypted"),
        ("services", "0005_phones_encrypted"),
    ]

    operations = [migrations.RunPython(compact_after_encryption, migrations.RunPython.noop)]
