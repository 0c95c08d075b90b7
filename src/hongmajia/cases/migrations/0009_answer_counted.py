from django.db import migrations, models
from django.utils import timezone

from hongmajia.core.counting_back import workdays


def fill(apps, schema_editor):
    """The time to answer has always been counted from the day of asking."""
    special = dict(apps.get_model("core", "Holiday").objects.values_list("date", "is_workday"))
    cases = apps.get_model("cases", "Case").objects
    for case in cases.filter(answer_due_at__isnull=False, asked_at__isnull=False):
        since, due = timezone.localdate(case.asked_at), timezone.localdate(case.answer_due_at)
        cases.filter(pk=case.pk).update(
            answer_counted_from=since, answer_counted_days=workdays(since, due, special)
        )


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0010_counted_deadlines"),
        ("cases", "0008_booklet_says_what_no_font_has"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="answer_counted_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="answer_counted_days",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
