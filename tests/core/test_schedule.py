"""Periodic tasks: each run is enqueued once, however many clocks run."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from hongmajia.core import schedule
from hongmajia.core.models import Schedule
from hongmajia.core.tasks import clear_sessions, prune_task_results

PRUNE = prune_task_results.module_path
SESSIONS = clear_sessions.module_path
NOON = datetime(2026, 5, 14, 4, tzinfo=UTC)  # in Shanghai


@pytest.fixture(autouse=True)
def only_two_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entries of the rooms aside; two of our own."""
    monkeypatch.setattr(schedule, "_entries", {})
    schedule.every("*/10 * * * *", prune_task_results)
    schedule.every("0 8 * * *", clear_sessions)


def enqueued() -> list[str]:
    return list(DBTaskResult.objects.values_list("task_path", flat=True))


def test_the_times_are_those_of_the_wall_clock_here() -> None:
    found = schedule.following("0 8 * * *", NOON)
    assert timezone.localtime(found).isoformat() == "2026-05-15T08:00:00+08:00"


def test_a_cron_expression_with_a_slip_is_refused() -> None:
    with pytest.raises(ValueError, match="not a cron"):
        schedule.every("61 * * * *", prune_task_results)


@pytest.mark.django_db
def test_nothing_runs_before_its_time() -> None:
    schedule.sync(NOON)
    assert schedule.run_due(NOON + timedelta(minutes=9)) == []
    assert enqueued() == []


@pytest.mark.django_db
def test_a_due_entry_enqueues_its_task_once_and_moves_on() -> None:
    schedule.sync(NOON)
    moment = NOON + timedelta(minutes=10)
    assert schedule.run_due(moment) == [PRUNE]
    assert schedule.run_due(moment) == []
    assert enqueued() == [PRUNE]
    assert Schedule.objects.get(name=PRUNE).next_run == NOON + timedelta(minutes=20)


@pytest.mark.django_db
def test_runs_missed_overnight_are_made_up_for_once() -> None:
    schedule.sync(NOON)
    schedule.run_due(NOON + timedelta(days=3))
    assert sorted(enqueued()) == sorted([SESSIONS, PRUNE])


@pytest.mark.django_db
def test_a_clock_that_looked_at_the_same_time_gets_nothing() -> None:
    schedule.sync(NOON)
    seen = Schedule.objects.get(name=PRUNE)
    moment = NOON + timedelta(minutes=10)
    assert schedule._claim(seen, moment)
    assert not schedule._claim(seen, moment)
    assert enqueued() == [PRUNE]


@pytest.mark.django_db(transaction=True)
def test_eight_clocks_at_once_enqueue_one_run() -> None:
    schedule.sync(NOON)
    moment = NOON + timedelta(minutes=10)

    def look(_: int) -> list[str]:
        try:
            return schedule.run_due(moment)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as clocks:
        runs = [name for names in clocks.map(look, range(8)) for name in names]
    assert runs == [PRUNE]
    assert enqueued() == [PRUNE]


@pytest.mark.django_db
def test_the_table_follows_the_code() -> None:
    """A changed time counts from now, an entry the code no longer knows goes."""
    Schedule.objects.create(name="gone.task", cron="* * * * *", next_run=NOON)
    schedule.sync(NOON)
    schedule.every("0 * * * *", prune_task_results)
    schedule.sync(NOON)
    assert set(Schedule.objects.values_list("name", "cron")) == {
        (PRUNE, "0 * * * *"),
        (SESSIONS, "0 8 * * *"),
    }
    assert Schedule.objects.get(name=PRUNE).next_run == NOON + timedelta(hours=1)


@pytest.mark.django_db
def test_syncing_again_moves_nothing() -> None:
    schedule.sync(NOON)
    schedule.sync(NOON + timedelta(minutes=5))
    assert Schedule.objects.get(name=PRUNE).next_run == NOON + timedelta(minutes=10)


@pytest.mark.django_db
@pytest.mark.tasks_run_twice
def test_housekeeping_runs(work: Callable[[], None]) -> None:
    """Results of tasks are forgotten after two weeks."""
    old = prune_task_results.enqueue()
    work()
    fortnight_ago = timezone.now() - timedelta(days=15)
    DBTaskResult.objects.filter(pk=old.id).update(finished_at=fortnight_ago)
    prune_task_results.enqueue()
    clear_sessions.enqueue()
    work()
    assert not DBTaskResult.objects.filter(pk=old.id).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_clock_ends_cleanly_when_told(sign: signal.Signals) -> None:
    clock = subprocess.Popen(
        [sys.executable, "-m", "hongmajia", "clock"],
        env=os.environ
        | {"HONGMAJIA_DATABASE_URL": database_url()}
        | {"HONGMAJIA_FIELD_KEY": settings.FIELD_KEYS[0]},
        stderr=subprocess.PIPE,
    )
    until = time.monotonic() + 30
    while not Schedule.objects.exists() and time.monotonic() < until:
        time.sleep(0.2)
    clock.send_signal(sign)
    _, said = clock.communicate(timeout=10)
    assert (clock.returncode, said) == (0, b"")
    assert Schedule.objects.exists()


def database_url() -> str:
    """The address of this test's database for another process."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["HONGMAJIA_DATABASE_URL"].rpartition("/")[0] + f"/{name}"
