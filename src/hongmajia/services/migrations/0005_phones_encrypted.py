from django.db import migrations, models

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.rekeying import encrypt_columns


class Migration(migrations.Migration):
    dependencies = [("services", "0004_guidance_moves_out"), ("core", "0006_encryption")]

    operations = [
        migrations.RemoveConstraint(model_name="signup", name="one_sign_up_a_phone"),
        migrations.AlterField(
            model_name="signup", name="phone", field=EncryptedPhoneField(verbose_name="手机号")
        ),
        encrypt_columns("services", ("signup", "phone")),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.UniqueConstraint(
                models.F("activity"), PhoneDigest("phone"), name="one_sign_up_a_phone"
            ),
        ),
    ]
