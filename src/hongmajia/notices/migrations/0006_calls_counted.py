from django.db import migrations, models
from django.utils import timezone

from hongmajia.core.counting_back import workdays


def fill(apps, schema_editor):
    """A call has always been due so many working days after the day on which it was opened."""
    special = dict(apps.get_model("core", "Holiday").objects.values_list("date", "is_workday"))
    calls = apps.get_model("notices", "Call").objects
    for call in calls.filter(made_at__isnull=True):
        since, due = timezone.localdate(call.opened_at), timezone.localdate(call.due_at)
        calls.filter(pk=call.pk).update(
            counted_from=since, counted_days=workdays(since, due, special)
        )


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0010_counted_deadlines"),
        ("notices", "0005_mail_is_tried_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="counted_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="counted_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="counted_stage",
            field=models.CharField(blank=True, max_length=8),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
