import django.db.models.deletion
from django.db import migrations, models

ZHEJIANG = "330000"


def name_the_province(apps, schema_editor):
    """All regions so far are Zhejiang's, and so is the union by its name, else the first one."""
    Province, Region, Union = (
        apps.get_model("unions", name) for name in ("Province", "Region", "Union")
    )
    unions = Union.objects.filter(kind="province").order_by("path")
    union = unions.filter(name__startswith="浙江").first() or unions.first()
    Province.objects.create(adcode=ZHEJIANG, name="浙江省", union=union)
    Region.objects.update(province_id=ZHEJIANG)


class Migration(migrations.Migration):
    dependencies = [("unions", "0016_import_maps")]

    operations = [
        migrations.CreateModel(
            name="Province",
            fields=[
                ("adcode", models.CharField(max_length=6, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=20)),
                (
                    "union",
                    models.OneToOneField(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT,
                        related_name="province", to="unions.union",
                    ),
                ),
            ],
            options={"ordering": ["adcode"]},
        ),
        migrations.AddField("region", "county_x", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("region", "county_y", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("region", "is_group", models.BooleanField(default=False)),
        migrations.AddField(
            "region", "province",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="regions",
                to="unions.province",
            ),
        ),
        migrations.RunPython(name_the_province, migrations.RunPython.noop),
    ]  # fmt: skip
