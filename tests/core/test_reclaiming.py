"""Tasks of a worker that died go back to their queue; one that kills its workers is given up."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hongmajia.core import heartbeats, reclaiming
from hongmajia.core.models import Heartbeat, Holiday
from hongmajia.core.signals import task_given_up
from tests.core.sample_tasks import count_up, count_up_once

pytestmark = pytest.mark.django_db
NO_PROCESS = 2**22 + 1  # Linux counts to 2**22


def claimed_by(*workers: str, task: Any = count_up) -> DBTaskResult:
    """A task under way; the last of these workers runs it."""
    row = DBTaskResult.objects.get(pk=task.enqueue().id)
    for worker in workers:
        row.claim(worker)
    return row


def state_of(row: DBTaskResult) -> tuple[str, list[str]]:
    row.refresh_from_db()
    return row.status, row.worker_ids


def worker_elsewhere(name: str, seconds_silent: int) -> None:
    """A worker on another host, last heard of some time ago."""
    heartbeats.beat(name, ["short"])
    heard = timezone.now() - timedelta(seconds=seconds_silent)
    Heartbeat.objects.filter(pk=name).update(host="another", heard_at=heard)


def worker_killed(name: str) -> None:
    """A worker of this host whose process is gone."""
    heartbeats.beat(name, ["short"])
    Heartbeat.objects.filter(pk=name).update(pid=NO_PROCESS)


def test_the_task_of_a_killed_worker_goes_back_to_its_queue_at_once() -> None:
    worker_killed("anna")
    row = claimed_by("anna")
    assert reclaiming.reclaim() == 1
    assert state_of(row) == ("READY", ["anna"])
    assert not Heartbeat.objects.exists()


def test_a_running_worker_keeps_its_task_however_long_it_could_not_say_so() -> None:
    """On SQLite a long import keeps every heartbeat waiting."""
    heartbeats.beat("bo", ["long"])
    Heartbeat.objects.update(heard_at=timezone.now() - timedelta(hours=1))
    row = claimed_by("bo")
    assert reclaiming.reclaim(timezone.now()) == 0
    assert state_of(row) == ("RUNNING", ["bo"])


def test_another_process_with_the_number_of_the_dead_worker_is_not_it() -> None:
    heartbeats.beat("anna", ["short"])
    heard = timezone.now() - timedelta(minutes=2)
    Heartbeat.objects.update(pid=os.getppid(), born=1.0, heard_at=heard)
    row = claimed_by("anna")
    reclaiming.reclaim()
    assert state_of(row)[0] == "READY"


def test_a_worker_elsewhere_is_dead_when_it_was_silent_while_the_clock_was_not() -> None:
    worker_elsewhere("anna", seconds_silent=90)
    row = claimed_by("anna")
    assert reclaiming.reclaim(None) == 0
    assert reclaiming.reclaim(timezone.now() - timedelta(seconds=120)) == 0
    assert reclaiming.reclaim(timezone.now() - timedelta(seconds=60)) == 1
    assert state_of(row) == ("READY", ["anna"])


def test_a_heartbeat_written_since_it_was_read_is_kept() -> None:
    """Without it the worker would count as dead, and its task would run twice."""
    worker_elsewhere("anna", seconds_silent=90)
    as_read = Heartbeat.objects.get()
    heartbeats.beat("anna", ["short"])
    heartbeats.forget_unless_heard_since(as_read)
    heartbeats.forget_unless_heard_since(kept := Heartbeat.objects.get())
    assert kept.heard_at > as_read.heard_at
    assert not Heartbeat.objects.exists()


def test_heartbeats_tell_the_time_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clocks of two hosts may differ by more than a worker may be silent."""
    of_database = datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(heartbeats, "database_time", lambda: of_database)
    heartbeats.beat("anna", ["short"])
    assert Heartbeat.objects.get().heard_at == of_database


def test_a_task_of_a_worker_that_nobody_knows_goes_back() -> None:
    """Such as one of release 0.1.0, which knew no heartbeats."""
    row = claimed_by("of an old release")
    assert reclaiming.reclaim() == 1
    assert state_of(row)[0] == "READY"


def test_what_another_worker_took_meanwhile_is_left_alone() -> None:
    worker_killed("anna")
    row = claimed_by("anna", "bo")
    heartbeats.beat("bo", ["short"])
    assert reclaiming.reclaim() == 0
    assert reclaiming.retry_tasks_of("anna") == 0
    assert state_of(row) == ("RUNNING", ["anna", "bo"])


def test_an_interrupted_attempt_does_not_count() -> None:
    row = claimed_by("anna", "bo")
    assert reclaiming.return_tasks_of("bo") == 1
    assert state_of(row) == ("READY", ["anna"])


@pytest.fixture
def heard() -> Iterator[list[Any]]:
    """The arguments of each task given up."""
    words: list[Any] = []

    def hear(sender: Any, args: list[Any], **rest: Any) -> None:
        words.append(args)

    task_given_up.connect(hear, sender=count_up.func)
    yield words
    task_given_up.disconnect(hear, sender=count_up.func)


def test_after_three_killed_workers_the_task_fails_and_its_room_hears_of_it(
    heard: list[Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    row = claimed_by("anna", "bo", "chen")
    row.args_kwargs = {"args": [7], "kwargs": {"name": "丁建国"}}
    row.save()
    assert reclaiming.retry_tasks_of("chen") == 1
    assert state_of(row)[0] == "FAILED"
    assert "WorkerLost: 3 workers ended" in row.traceback
    assert heard == [[7]]
    assert caplog.records[-1].facts == {  # type: ignore[attr-defined]
        "task": row.task_path, "result": str(row.pk), "arguments": [7, "name=…"],
    }  # fmt: skip


def test_a_room_that_cannot_listen_does_not_bring_the_task_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(task_given_up, "send", fail)
    row = claimed_by("anna", "bo", "chen")
    reclaiming.retry_tasks_of("chen")
    assert state_of(row)[0] == "FAILED"


def test_a_task_done_once_does_nothing_when_it_runs_again() -> None:
    context: Any = type("Context", (), {"task_result": count_up_once.enqueue()})
    assert count_up_once.func(context) == count_up_once.func(context) == "done"
    assert Holiday.objects.count() == 1
