"""What all tests share: the little province, uploads of their own, the worker that does tasks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from tests.people import Province, build_province


@pytest.fixture
def province(db: None, django_db_serialized_rollback: None) -> Province:
    """The named actors and where they live, in a database that holds nothing else.

    The rollback brings back what migrations put in, after a test whose commits were wiped out.
    """
    return build_province()


@pytest.fixture(autouse=True)
def own_uploads(settings: Settings, tmp_path: Path) -> None:
    """Uploaded files go to a folder of the one test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def work() -> Callable[[], None]:
    """`work()` does every task that waits, as the task worker would; none may fail."""

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


@pytest.fixture
def province(db: None) -> Province:
    """The little province of `tests/people.py`, with every named actor in it."""
    return build_province()
