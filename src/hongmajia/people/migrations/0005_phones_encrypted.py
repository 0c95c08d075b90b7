from django.db import migrations, models

from hongmajia.core.encrypted_phones import EncryptedPhoneField, LastDigitsDigest, PhoneDigest
from hongmajia.core.rekeying import encrypt_columns

PHONE = EncryptedPhoneField(blank=True, verbose_name="手机号")


class Migration(migrations.Migration):
    dependencies = [("people", "0004_apprenticeships"), ("core", "0006_encryption")]

    operations = [
        migrations.AlterField(model_name="artisan", name="phone", field=PHONE),
        migrations.AlterField(model_name="historicalartisan", name="phone", field=PHONE),
        encrypt_columns("people", ("artisan", "phone"), ("historicalartisan", "phone")),
        migrations.AddIndex(
            model_name="artisan",
            index=models.Index(PhoneDigest("phone"), name="artisan_phone"),
        ),
        migrations.AddIndex(
            model_name="artisan",
            index=models.Index(LastDigitsDigest("phone"), name="artisan_phone_end"),
        ),
    ]
