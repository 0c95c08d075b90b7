"""Heartbeats of workers and clocks; tasks that wait in the one queue of 0.1.0 go to the two of today."""

from django.db import migrations, models

SHORT = [
    "hongmajia.engagements.tasks.expire_silent",
    "hongmajia.engagements.tasks.remind_overdue",
    "hongmajia.matching.tasks.ask_next",
    "hongmajia.needs.suggesting.suggest_for",
    "hongmajia.needs.tasks.remind_overdue",
    "hongmajia.notices.delivery.mail_notice",
    "hongmajia.services.tasks.remind_overdue",
]


def move_to_two_queues(apps, schema_editor):
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects.filter(queue_name="default")
    tasks.filter(task_path__in=SHORT).update(queue_name="short")
    tasks.update(queue_name="long")


def move_to_one_queue(apps, schema_editor):
    tasks = apps.get_model("django_tasks_database", "DBTaskResult").objects
    tasks.filter(queue_name__in=["short", "long"]).update(queue_name="default")


class Migration(migrations.Migration):

    dependencies = [
        ("core", "0006_encryption"),
        ("django_tasks_database", "0018_rename_succeeded_status"),
    ]

    operations = [
        migrations.CreateModel(
            name="Heartbeat",
            fields=[
                ("worker_id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("serves", models.JSONField(default=list)),
                ("host", models.CharField(max_length=200)),
                ("pid", models.PositiveIntegerField()),
                ("born", models.FloatField()),
                ("heard_at", models.DateTimeField()),
            ],
        ),
        migrations.RunPython(move_to_two_queues, move_to_one_queue),
    ]
