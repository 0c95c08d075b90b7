"""Every task leaves a line; a failed one its traceback and the ids it worked on."""

import pytest
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from tests.core.logs.conftest import Written


@task(queue_name="short")
def fail(pk: int, note: str, *, again: bool) -> None:
    """Fails, quoting what it was given."""
    raise ValueError(f"cannot use {note}")


@task(queue_name="short")
def succeed(pk: int) -> int:
    return pk


def run(result_id: str) -> None:
    """What a worker does with the one task that waits."""
    from tests.conftest import worker

    waiting = DBTaskResult.objects.get(pk=result_id)
    waiting.claim("tests")
    worker().run_task(waiting)


@pytest.mark.django_db
def test_a_failed_task(written: Written) -> None:
    result = fail.enqueue(4711, "沈丽华", again=True)
    run(result.id)
    [line] = written.of("task")
    assert line["level"] == "ERROR"
    assert line["task"] == f"{__name__}.fail"
    assert line["result"] == str(result.id)
    assert line["arguments"] == [4711, "…", "again=True"]
    assert line["error"] == "ValueError"
    assert "in fail" in line["traceback"]
    assert "沈丽华" not in "".join(written.lines)


@pytest.mark.django_db
def test_a_task_that_is_done(written: Written) -> None:
    run(succeed.enqueue(4711).id)
    [line] = written.of("task")
    assert (line["level"], line["message"], line["arguments"]) == ("INFO", "done", [4711])
    assert line["ms"] >= 0
