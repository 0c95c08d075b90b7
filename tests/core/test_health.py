"""Probes: alive, and ready when every part has been heard from."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from hongmajia.core import health, heartbeats
from hongmajia.core.models import Heartbeat


@pytest.fixture(autouse=True)
def look_again() -> Iterator[None]:
    """By the real clock, which is the database's: both say when a part was heard.

    What another test found of the migrations does not count here.
    """
    health.expect_migrated.cache_clear()
    with time_machine.travel(time_machine.escape_hatch.time.time()):
        yield


def states(client: Client) -> dict[str, str]:
    answer = client.get("/readyz")
    parts = answer.json()["parts"]
    is_well = all(part["state"] == "ok" for part in parts.values())
    assert (answer.status_code, answer.json()["ok"]) == ((200, True) if is_well else (503, False))
    return {name: part["state"] for name, part in parts.items()}


def test_alive_is_said_without_the_database_and_whatever_the_host(client: Client) -> None:
    """pytest-django lets no query pass here."""
    answer = client.get("/healthz", HTTP_HOST="10.0.0.3:8000")
    assert (answer.status_code, answer.json()["ok"]) == (200, True)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_when_both_queues_and_the_clock_were_heard(client: Client) -> None:
    heartbeats.beat("anna", ["short", "long"])
    heartbeats.beat("bo", ["clock"])
    everything = ("database", "migrations", "worker short", "worker long", "clock")
    assert states(client) == dict.fromkeys(everything, "ok")


@pytest.mark.django_db
def test_a_queue_that_nobody_serves_and_a_clock_that_fell_silent_are_named(client: Client) -> None:
    heartbeats.beat("anna", ["short"])
    heartbeats.beat("bo", ["clock"])
    minute_ago = timezone.now() - timedelta(seconds=61)
    Heartbeat.objects.filter(pk="bo").update(heard_at=minute_ago)
    found = states(client)
    assert (found["worker short"], found["worker long"], found["clock"]) == (
        "ok", "silent", "silent",
    )  # fmt: skip


@pytest.mark.django_db
def test_a_second_question_costs_one_query(client: Client, django_assert_num_queries: Any) -> None:
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz", HTTP_HOST="10.0.0.3:8000")


@pytest.mark.django_db
def test_migrations_that_wait_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    assert states(client) == {"database": "ok", "migrations": "pending"}


def test_a_database_that_is_away_is_told_and_logged_nowhere(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert states(client) == {"database": "down"}
    assert caplog.records == []
