import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the one before, as PostgreSQL alters no table with rows that wait for a check."""

    dependencies = [("unions", "0017_provinces")]

    operations = [
        migrations.AlterField(
            "region", "province",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="regions",
                to="unions.province",
            ),
        ),
    ]  # fmt: skip
