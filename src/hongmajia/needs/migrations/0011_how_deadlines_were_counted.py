from django.db import migrations

from hongmajia.core.counting_back import count_back

STAGES = {
    "submitted": "collect",
    "escalated": "collect",
    "listed": "match",
    "reopened": "match",
    "matched": "match",
    "solved": "serve",
}


def fill(apps, schema_editor):
    """Of needs open to bids it is not known: their clock began with the last day for bids."""
    special = dict(apps.get_model("core", "Holiday").objects.values_list("date", "is_workday"))
    needs = apps.get_model("needs", "Need").objects
    count_back(needs.filter(bid_until__isnull=True), STAGES, special)


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0010_counted_deadlines"),
        ("needs", "0010_counted_deadlines"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
