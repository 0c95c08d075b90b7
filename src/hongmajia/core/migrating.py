"""Operations for migrations that move a model to another room or rename what rows refer to by name.

Moving a model takes three steps. In the room it leaves:

    SeparateDatabaseAndState(
        database_operations=[AlterModelTable("message", "guidance_message")],
        state_operations=[DeleteModel("Message")],
    ),
    move_content_types("services", "guidance", ["message"]),

and in the room it comes to, depending on that migration:

    SeparateDatabaseAndState(state_operations=[CreateModel("Message", …)])
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.migrations import RunPython


def move_content_types(source: str, target: str, models: Sequence[str]) -> RunPython:
    """Let the content types of ``models`` (lower-case names) name the room they moved to.

    Events and permissions refer to the row, so they move with it. The migration must depend on
    ``("contenttypes", "0002_remove_content_type_name")``.
    """
    return RunPython(
        partial(_move_content_types, source=source, target=target, models=models),
        partial(_move_content_types, source=target, target=source, models=models),
    )


def rename_tasks(paths: Mapping[str, str]) -> RunPython:
    """Rename tasks (old dotted path → new) in the queue and in the schedule.

    A task that was queued before the upgrade then still runs after it. The migration must depend
    on ``("django_tasks_database", "__first__")`` and ``("core", "0003_schedule")``.
    """
    back = {new: old for old, new in paths.items()}
    return RunPython(partial(_rename_tasks, paths=paths), partial(_rename_tasks, paths=back))


def rename_verbs(verbs: Mapping[str, str]) -> RunPython:
    """Rename verbs (old → new) in the event log. The migration must depend on ``core``."""
    back = {new: old for old, new in verbs.items()}
    return RunPython(partial(_rename_verbs, verbs=verbs), partial(_rename_verbs, verbs=back))


def _move_content_types(
    apps: Any, schema_editor: Any, *, source: str, target: str, models: Sequence[str]
) -> None:
    types = apps.get_model("contenttypes", "ContentType").objects
    types.filter(app_label=source, model__in=models).update(app_label=target)
    ContentType.objects.clear_cache()


def _rename_tasks(apps: Any, schema_editor: Any, *, paths: Mapping[str, str]) -> None:
    queue = apps.get_model("django_tasks_database", "DBTaskResult").objects
    schedule = apps.get_model("core", "Schedule").objects
    for old, new in paths.items():
        queue.filter(task_path=old).update(task_path=new)
        schedule.filter(name=old).update(name=new)


def _rename_verbs(apps: Any, schema_editor: Any, *, verbs: Mapping[str, str]) -> None:
    events = apps.get_model("core", "Event").objects
    for old, new in verbs.items():
        events.filter(verb=old).update(verb=new)
