from django.db import migrations, models

from hongmajia.core.name_fields import fill_keys


class Migration(migrations.Migration):
    dependencies = [("services", "0013_firms_visited")]

    operations = [
        migrations.AddField(
            model_name="signup",
            name="workplace_key",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
        ),
        migrations.RunPython(
            fill_keys("services", {"signup": "workplace"}), migrations.RunPython.noop
        ),
    ]
