from django.db import migrations

from hongmajia.core.encrypted_fields import EncryptedJSONField
from hongmajia.core.rekeying import encrypt_columns


class Migration(migrations.Migration):
    """Words of files may be names or numbers of persons, so what is said of them is encrypted."""

    dependencies = [("unions", "0018_region_has_a_province"), ("core", "0015_import_columns")]

    operations = [
        migrations.AlterField("importmap", "said", EncryptedJSONField(default=dict)),
        encrypt_columns("unions", ("importmap", "said")),
    ]
