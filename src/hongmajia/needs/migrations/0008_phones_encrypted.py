from django.db import migrations, models

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.rekeying import encrypt_columns

PHONE = EncryptedPhoneField(verbose_name="手机号")


class Migration(migrations.Migration):
    dependencies = [("needs", "0007_category_chances"), ("core", "0006_encryption")]

    operations = [
        migrations.AlterField(model_name="historicalneed", name="contact_phone", field=PHONE),
        migrations.AlterField(model_name="need", name="contact_phone", field=PHONE),
        encrypt_columns("needs", ("need", "contact_phone"), ("historicalneed", "contact_phone")),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(PhoneDigest("contact_phone"), name="need_phone"),
        ),
    ]
