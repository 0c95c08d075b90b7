from django.db import migrations

from hongmajia.unions.regions import load_regions


def fill_regions(apps, schema_editor):
    load_regions(apps.get_model("unions", "Region"))


class Migration(migrations.Migration):
    dependencies = [("unions", "0001_initial")]

    operations = [migrations.RunPython(fill_regions, migrations.RunPython.noop)]
