import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the one before, as PostgreSQL alters no table with rows that wait for a check."""

    dependencies = [("unions", "0021_key_industries_of_a_province")]

    operations = [
        migrations.AlterModelOptions("keyindustry", {"ordering": ["province", "id"]}),
        migrations.AlterField(
            "keyindustry", "province",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="key_industries",
                to="unions.province", verbose_name="省",
            ),
        ),
        migrations.AddConstraint(
            "keyindustry",
            models.UniqueConstraint(
                fields=["province", "name"], name="one_key_industry_of_a_name",
                violation_error_message="这个省已经有叫这个名称的重点产业。",
            ),
        ),
    ]  # fmt: skip
