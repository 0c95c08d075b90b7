from django.db import migrations, models

from hongmajia.core.name_fields import fill_name_keys

KEY = models.CharField(db_index=True, default="", editable=False, max_length=200)


class Migration(migrations.Migration):
    dependencies = [("unions", "0005_phones_encrypted")]

    operations = [
        migrations.AddField(model_name="enterprise", name="name_key", field=KEY.clone()),
        migrations.AddField(model_name="union", name="name_key", field=KEY.clone()),
        migrations.RunPython(
            fill_name_keys("unions", "enterprise", "union"), migrations.RunPython.noop
        ),
    ]
