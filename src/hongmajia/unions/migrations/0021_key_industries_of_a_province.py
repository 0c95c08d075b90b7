"""One list of key industries for each province, which begins as a copy of the one so far."""

import django.db.models.deletion
from django.db import migrations, models

import hongmajia.core.name_fields


def share(apps, schema_editor):
    """The first province keeps the rows; the others get copies, and their enterprises choose those.
    """
    Province, KeyIndustry, Code, Enterprise = (
        apps.get_model("unions", name)
        for name in ("Province", "KeyIndustry", "KeyIndustryCode", "Enterprise")
    )
    shared = list(KeyIndustry.objects.order_by("pk"))
    for n, province in enumerate(Province.objects.order_by("adcode")):
        for one in shared:
            if n == 0:
                KeyIndustry.objects.filter(pk=one.pk).update(province=province)
                continue
            own = KeyIndustry.objects.create(name=one.name, province=province)
            codes = Code.objects.filter(industry=one).values_list("code", flat=True)
            Code.objects.bulk_create([Code(industry=own, code=code) for code in codes])
            here = Enterprise.objects.filter(key_industry=one, region__province=province)
            here.update(key_industry=own)
    KeyIndustry.objects.filter(province=None).delete()


class Migration(migrations.Migration):
    dependencies = [("unions", "0020_what_a_province_shows")]

    operations = [
        migrations.AlterField(
            "keyindustry", "name",
            hongmajia.core.name_fields.NameField(max_length=20, verbose_name="名称"),
        ),
        migrations.AddField(
            "keyindustry", "province",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE,
                related_name="key_industries", to="unions.province", verbose_name="省",
            ),
        ),
        migrations.RunPython(share, migrations.RunPython.noop),
    ]  # fmt: skip
