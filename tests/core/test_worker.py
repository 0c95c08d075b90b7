"""The worker stops in time, and neither a signal nor the database makes a task fail."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult

from hongmajia.config import webserver
from hongmajia.core import heartbeats, reclaiming, stopping, worker
from hongmajia.core.logs.context import current_facts
from hongmajia.core.models import Heartbeat, Holiday
from tests.core.sample_tasks import count_up, lose_the_database, quote_values, take_long
from tests.core.test_schedule import database_url

WORK = """
import sys, django
django.setup()
from hongmajia.core import worker
worker.TASK_GRACE, worker.INTERRUPT_GRACE = float(sys.argv[1]), 20
one = worker.QueueWorker(["long"], worker_id="anna", interval=0.1)
one.configure_signals()
one.run()
"""


def only(queue: str) -> worker.QueueWorker:
    """A worker of one queue that leaves when the queue is empty."""
    found = worker.QueueWorker([queue], worker_id="anna", interval=0)
    found.batch = True
    return found


@pytest.mark.django_db(transaction=True)
def test_a_worker_serves_its_own_queue_and_signs_off() -> None:
    count_up.enqueue()
    only("long").run()
    assert not Holiday.objects.exists()
    only("short").run()
    assert Holiday.objects.count() == 1
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_starts_takes_what_a_dead_one_left() -> None:
    left = DBTaskResult.objects.get(pk=count_up.enqueue().id)
    left.claim("killed")
    only("long").run()
    left.refresh_from_db()
    assert left.status == "READY"


@pytest.mark.django_db(transaction=True)
def test_a_task_that_loses_the_database_is_tried_again_and_given_up_at_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker.Backoff, "after", lambda *_: 0)
    lose_the_database.enqueue()
    only("long").run()
    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == ("FAILED", reclaiming.MOST_ATTEMPTS)
    assert not Heartbeat.objects.exists()
    assert current_facts() == {}, "log lines do not name the lost task any more"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("grace", "takes", "ends_as"),
    [
        pytest.param(20, 0.5, "SUCCESSFUL", id="within the grace it is finished"),
        pytest.param(0.1, 60, "READY", id="after it, the task goes back"),
    ],
)
def test_a_worker_that_is_told_to_stop(
    grace: float, takes: float, ends_as: str, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    take_long.enqueue(takes, str(started))
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, str(grace)],
        env=os.environ
        | {"HONGMAJIA_DATABASE_URL": database_url()}
        | {"HONGMAJIA_FIELD_KEY": settings.FIELD_KEYS[0]}
        | {"DJANGO_SETTINGS_MODULE": "hongmajia.config.settings"},
    )
    until = time.monotonic() + 60
    while not started.exists() and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    row = DBTaskResult.objects.get()
    assert (row.status, len(row.worker_ids)) == (ends_as, 1 if ends_as == "SUCCESSFUL" else 0)
    assert not Heartbeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_record_of_a_failed_task_quotes_nothing_that_was_typed() -> None:
    quote_values.enqueue("139-8765-4321", "ding@example.org")
    only("long").run()
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "builtins.KeyError")
    assert row.finished_at
    assert "in quote_values" in row.traceback
    assert "ValueError: invalid literal" in row.traceback
    assert "8765" not in row.traceback
    assert "ding@" not in row.traceback


def test_the_limits_of_an_orderly_stop_leave_room_for_one_another() -> None:
    end_of_worker = stopping.INTERRUPT_GRACE + stopping.RETURN_LIMIT
    assert end_of_worker < stopping.AT_ONCE
    assert stopping.TASK_GRACE + end_of_worker < stopping.STOPPING_TAKES
    assert webserver.REQUEST_GRACE < stopping.STOPPING_TAKES


def test_a_task_claimed_as_the_worker_is_told_to_stop_has_the_whole_grace(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The worker's own mark, ``running_task``, is set a moment after the claim."""
    waited: list[float] = []
    monkeypatch.setattr(worker.time, "sleep", waited.append)
    monkeypatch.setattr(worker.faulthandler, "dump_traceback_later", lambda *_, **__: None)
    monkeypatch.setattr(worker.os, "_exit", lambda code: waited.append(code))
    monkeypatch.setattr(reclaiming, "return_tasks_of", lambda _: None)
    one = only("long")
    monkeypatch.setattr(one._told_again, "wait", waited.append)
    one._end()
    assert waited == [stopping.TASK_GRACE, stopping.INTERRUPT_GRACE, 1]


@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_that_the_database_did_not_take_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(heartbeats, "BEAT_EVERY", 0.05)
    beats = iter([worker.OperationalError("gone"), None])
    taken = []

    def beat(*args: object) -> None:
        error = next(beats, None)
        if error:
            raise error
        taken.append(args)

    monkeypatch.setattr(heartbeats, "beat", beat)
    with heartbeats.beating("anna", ["short"]):
        until = time.monotonic() + 10
        while not taken and time.monotonic() < until:
            time.sleep(0.01)
    assert taken
