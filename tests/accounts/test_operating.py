"""The system administrator sees what is wrong first, and deals with tasks that failed."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from hongmajia.accounts.actions.duties import appoint_to_duty
from hongmajia.accounts.alarms import alarms
from hongmajia.accounts.duty_enums import DutyKind, DutyVerb
from hongmajia.audit.sealing import seal_events
from hongmajia.backups.enums import RunKind, RunResult
from hongmajia.backups.models import BackupRun
from hongmajia.core.acts import record
from hongmajia.core.models import Event
from hongmajia.core.tasks import clear_sessions
from tests.actors import Province

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(province: Province) -> Client:
    """The pages of 程建国, who runs the installation."""
    duty = appoint_to_duty(actor=None, kind=DutyKind.SYSTEM, name="程建国", phone="13800005555")
    client = Client()
    client.force_login(duty.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def failed_task() -> Any:
    """A task that failed an hour ago."""
    pk = clear_sessions.enqueue().id
    rows = DBTaskResult.objects.filter(pk=pk)
    rows.update(status="FAILED", finished_at=timezone.now() - timedelta(hours=1), worker_ids=["w"])
    return rows.get()


def titles(*, late: bool) -> set[str]:
    """The titles of the alarms that are late, or of the others."""
    return {alarm.title for alarm in alarms() if alarm.is_late is late}


def test_a_failed_task_is_run_again_once(administrator: Client) -> None:
    task = failed_task()
    assert "有任务没做成" in titles(late=True)
    assert "clear_sessions" in administrator.get("/system/").text
    administrator.post(f"/system/tasks/{task.pk}/again/")
    task.refresh_from_db()
    assert (task.status, task.worker_ids, task.finished_at) == ("READY", [], None)
    again = administrator.post(f"/system/tasks/{task.pk}/again/", follow=True)
    assert "已经处理过了" in again.text
    assert Event.objects.filter(verb="task.again").count() == 1


def test_a_failed_task_is_dropped(administrator: Client) -> None:
    task = failed_task()
    administrator.post(f"/system/tasks/{task.pk}/drop/")
    assert not DBTaskResult.objects.filter(pk=task.pk).exists()
    assert Event.objects.get(verb="task.dropped").data["task"].endswith("clear_sessions")


def test_a_task_that_waits_or_is_unknown_is_left_alone(administrator: Client) -> None:
    waiting = clear_sessions.enqueue().id
    for pk in (waiting, uuid4()):
        assert "已经处理过了" in administrator.post(f"/system/tasks/{pk}/drop/", follow=True).text
    assert DBTaskResult.objects.filter(pk=waiting).exists()


def test_what_waits_too_long_is_told(province: Province) -> None:
    pk = clear_sessions.enqueue().id
    assert "任务排队太久" not in titles(late=True)
    rows = DBTaskResult.objects.filter(pk=pk)
    rows.update(enqueued_at=timezone.now() - timedelta(minutes=11))
    assert "任务排队太久" in titles(late=True)


def run(kind: RunKind, result: RunResult, hours: int) -> None:
    """A backup or a drill so many hours ago."""
    at = timezone.now() - timedelta(hours=hours)
    BackupRun.objects.create(kind=kind, result=result, started_at=at, ended_at=at)


def test_backups_and_drills_are_watched(
    province: Province, settings: Settings, tmp_path: Path
) -> None:
    settings.BACKUP_FOLDER = None
    assert "没有自动备份" in titles(late=False)
    settings.BACKUP_FOLDER = tmp_path
    run(RunKind.BACKUP, RunResult.GOOD, 27)
    run(RunKind.BACKUP, RunResult.FAILED, 1)
    assert "备份没有做" in titles(late=True)
    assert "备份能不能恢复，很久没试了" in titles(late=False)
    run(RunKind.BACKUP, RunResult.GOOD, 1)
    run(RunKind.DRILL, RunResult.UNEQUAL, 2)
    assert "备份没有做" not in titles(late=True)
    assert "恢复演练没有通过" in titles(late=True)
    run(RunKind.DRILL, RunResult.GOOD, 1)
    assert not {"恢复演练没有通过", "备份能不能恢复，很久没试了"} & {a.title for a in alarms()}


def test_seals_that_stand_still_are_told(province: Province) -> None:
    record(None, DutyVerb.LOG_READ, province.fang, data={"filters": "全部"})
    assert "日志封存停了" not in titles(late=True)
    Event.objects.update(at=timezone.now() - timedelta(minutes=11))
    assert "日志封存停了" in titles(late=True)
    seal_events()
    assert "日志封存停了" not in titles(late=True)


@pytest.mark.parametrize(("free", "late"), [(0.05, True), (0.15, False), (0.5, None)])
def test_a_disk_that_fills_is_told(
    province: Province, monkeypatch: pytest.MonkeyPatch, free: float, late: bool | None
) -> None:
    usage = shutil.disk_usage("/")._replace(total=100, free=free * 100)
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage)
    found = [alarm.is_late for alarm in alarms() if alarm.title == "磁盘快满了"]
    assert found == ([] if late is None else [late])
