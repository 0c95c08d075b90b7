from django.db import migrations

from hongmajia.core.counting_back import count_back

STAGES = {"proposed": "match", "accepted": "match", "served": "serve"}


def fill(apps, schema_editor):
    """Of scheduled ones it is not known: their clock began with the visit, or is a milestone."""
    special = dict(apps.get_model("core", "Holiday").objects.values_list("date", "is_workday"))
    count_back(apps.get_model("engagements", "Engagement").objects.all(), STAGES, special)


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0010_counted_deadlines"),
        ("engagements", "0007_counted_deadlines"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
