"""Helpers of migrations that move models between rooms and rename tasks and verbs."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations import RunPython
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hongmajia.core.acts import record
from hongmajia.core.migrating import move_content_types, rename_tasks, rename_verbs
from hongmajia.core.models import Event, Schedule
from hongmajia.needs.enums import NeedVerb
from hongmajia.needs.tasks import remind_overdue
from tests.actors import Province, make_need


def run(operation: RunPython, *, backwards: bool = False) -> None:
    """Run the operation on today's models."""
    code = operation.reverse_code if backwards else operation.code
    code(apps, connection.schema_editor())


@pytest.mark.django_db
def test_events_and_permissions_follow_a_model_to_its_new_room() -> None:
    moved = ContentType.objects.create(app_label="old", model="letter")
    stays = ContentType.objects.create(app_label="old", model="stamp")
    may = Permission.objects.create(content_type=moved, codename="add_letter", name="add")
    run(move_content_types("old", "new", ["letter"]))
    assert ContentType.objects.get_by_natural_key("new", "letter") == moved
    assert ContentType.objects.get_by_natural_key("old", "stamp") == stays
    assert Permission.objects.get(content_type__app_label="new") == may
    run(move_content_types("old", "new", ["letter"]), backwards=True)
    assert ContentType.objects.get_by_natural_key("old", "letter") == moved


@pytest.mark.django_db
def test_a_queued_task_and_its_schedule_are_renamed() -> None:
    queued = remind_overdue.enqueue()
    path = remind_overdue.module_path
    Schedule.objects.update_or_create(
        name=path, defaults={"cron": "1 1 * * *", "next_run": timezone.now()}
    )
    run(rename_tasks({path: "new.tasks.remind"}))
    assert DBTaskResult.objects.get(id=queued.id).task_path == "new.tasks.remind"
    assert Schedule.objects.get(cron="1 1 * * *").name == "new.tasks.remind"
    run(rename_tasks({path: "new.tasks.remind"}), backwards=True)
    assert DBTaskResult.objects.get(id=queued.id).task_path == path


def test_verbs_in_the_log_are_renamed(province: Province) -> None:
    need = make_need(province)
    kept = record(province.xu, NeedVerb.LISTED, need)
    about = {"subject_type": kept.subject_type, "subject_id": need.pk}
    old = Event.objects.create(verb="thing.done", **about)
    run(rename_verbs({"thing.done": "object.done"}))
    assert Event.objects.get(pk=old.pk).verb == "object.done"
    assert Event.objects.get(pk=kept.pk).verb == NeedVerb.LISTED
