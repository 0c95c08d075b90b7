from django.db import migrations, models

from hongmajia.core.name_fields import fill_name_keys


class Migration(migrations.Migration):
    dependencies = [("people", "0005_phones_encrypted")]

    operations = [
        migrations.AddField(
            model_name="helper",
            name="name_key",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
        ),
        migrations.RunPython(fill_name_keys("people", "helper"), migrations.RunPython.noop),
    ]
