"""What all tests share: uploads of their own, and the worker that does the tasks that wait."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import SettingsWrapper


@pytest.fixture(autouse=True)
def own_uploads(settings: SettingsWrapper, tmp_path: Path) -> None:
    """Uploaded files go to a folder of the one test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def work() -> Callable[[], None]:
    """`work()` does every task that waits, as the task worker would; none may fail."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    def do_waiting_tasks() -> None:
        Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="tests",
            excluded_queue_names=[],
        ).run()
        assert [task.traceback for task in DBTaskResult.objects.failed()] == []

    return do_waiting_tasks
