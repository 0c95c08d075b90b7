from django.db import migrations

from hongmajia.unions.regions import load_regions


class Migration(migrations.Migration):
    dependencies = [("unions", "0001_initial")]

    operations = [migrations.RunPython(load_regions, migrations.RunPython.noop)]
