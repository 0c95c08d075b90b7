import secrets
from typing import Any

from django.db import migrations, models

from hongmajia.core.encrypted_phones import EncryptedPhoneField, PhoneDigest
from hongmajia.core.rekeying import encrypt_columns

NUMBER = r"^1[3-9][0-9]{9}$"


def free_usernames(apps: Any, editor: Any) -> None:
    """Who signed in with a number as user name does so by the (soon encrypted) number."""
    users = apps.get_model("unions", "User").objects
    for pk, number in list(users.filter(username__regex=NUMBER).values_list("pk", "username")):
        users.filter(pk=pk).update(
            username=f"tel-{secrets.token_hex(8)}", phone=number, signs_in_by_phone=True
        )


def numbers_as_usernames(apps: Any, editor: Any) -> None:
    users = apps.get_model("unions", "User").objects
    for pk, number in list(users.filter(signs_in_by_phone=True).values_list("pk", "phone")):
        users.filter(pk=pk).update(username=number, signs_in_by_phone=False)


def forget_attempts(apps: Any, editor: Any) -> None:
    """Failed and past sign-ins name the numbers; they matter for a quarter of an hour."""
    tables = set(editor.connection.introspection.table_names())
    for table in ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accessfailurelog",
                  "axes_accesslog"):
        if table in tables:
            editor.execute(f"DELETE FROM {table}")


class Migration(migrations.Migration):
    dependencies = [("unions", "0004_more_targets"), ("core", "0006_encryption")]

    operations = [
        migrations.AlterModelManagers(
            name="user", managers=[]
        ),
        migrations.AddField(
            model_name="user",
            name="signs_in_by_phone",
            field=models.BooleanField(default=False, verbose_name="用手机号登录"),
        ),
        migrations.RunPython(free_usernames, numbers_as_usernames),
        migrations.RunPython(forget_attempts, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="user",
            name="phone",
            field=EncryptedPhoneField(blank=True, verbose_name="手机号"),
        ),
        encrypt_columns("unions", ("user", "phone")),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                PhoneDigest("phone"),
                condition=models.Q(signs_in_by_phone=True),
                name="one_account_a_number",
            ),
        ),
    ]
