from django.db import migrations
from django.db.models import OuterRef, Subquery

AT_ONCE = 500


def fill(apps, schema_editor):
    """Mark solved needs whose last record says so, and confirmed ones by the last confirmation."""
    needs = apps.get_model("needs", "Need").objects
    records = apps.get_model("services", "ServiceRecord").objects
    said = apps.get_model("services", "Confirmation").objects
    written = records.filter(activity__engagements__need=OuterRef("pk"))
    confirmed = said.filter(engagement__need=OuterRef("pk"))
    last = {
        "solved": written.order_by("-written_at", "-pk").values("result")[:1],
        "confirmed": confirmed.order_by("-confirmed_at", "-pk").values("outcome")[:1],
    }
    for state, words in last.items():
        found = needs.filter(state=state, is_part_solved=False).annotate(last=Subquery(words))
        keys = list(found.filter(last="partly").values_list("pk", flat=True))
        for start in range(0, len(keys), AT_ONCE):
            needs.filter(pk__in=keys[start : start + AT_ONCE]).update(is_part_solved=True)


class Migration(migrations.Migration):

    dependencies = [
        ("needs", "0012_solved_in_part"),
        ("services", "0009_counted_deadlines"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
