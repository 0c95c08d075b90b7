"""Heartbeats: each worker and clock process records every few seconds that it runs.

``/readyz`` uses them to tell whether all parts run, ``core.reclaiming`` to tell which worker is
dead.
"""

import logging
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import cache

import psutil
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from .models import Heartbeat

CLOCK = "clock"
BEAT_EVERY = 10
"""Seconds between two heartbeats of a worker."""
SILENT_AFTER = timedelta(seconds=60)
"""A process that was not heard from for so long counts as gone."""

logger = logging.getLogger(__name__)


def beat(worker_id: str, serves: Sequence[str]) -> None:
    """Record that this process runs now and serves these queues."""
    values = {
        "serves": list(serves),
        "host": host(),
        "pid": os.getpid(),
        "born": psutil.Process().create_time(),
        "heard_at": database_time(),
    }
    Heartbeat.objects.update_or_create(worker_id=worker_id, defaults=values)


def database_time() -> datetime:
    """The time by the database's clock, the only one that all hosts share."""
    if connection.vendor == "sqlite":  # it is a library in this process
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now


def forget(worker_id: str) -> None:
    """Delete the heartbeat of a process that ends in good order."""
    Heartbeat.objects.filter(pk=worker_id).delete()


@contextmanager
def beating(worker_id: str, serves: Sequence[str]) -> Iterator[None]:
    """Context manager in which a thread beats for this process, however long its tasks take."""
    ended = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(ended, worker_id, serves), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=5)


def _beat_until(ended: threading.Event, worker_id: str, serves: Sequence[str]) -> None:
    """Beat until ``ended`` is set.

    Each beat opens a connection of its own: one that a restart of the database cut cannot be
    reused.
    """
    while not ended.wait(BEAT_EVERY):
        try:
            beat(worker_id, serves)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("heartbeat not written: %s", error)
        finally:
            connection.close()


def forget_unless_heard_since(beat: Heartbeat) -> None:
    """Delete a heartbeat, unless its process has written a new one since it was read."""
    Heartbeat.objects.filter(pk=beat.pk, heard_at=beat.heard_at).delete()


def is_dead(beat: Heartbeat, silent_since: datetime | None) -> bool:
    """Whether the process behind a heartbeat has ended.

    On this host the operating system knows. Of another host's process it is assumed when its last
    beat is older than ``silent_since``, by ``database_time``; with ``None`` no other host's process
    is judged.
    """
    if beat.host == host():
        return not _runs(beat)
    return silent_since is not None and beat.heard_at < silent_since


def _runs(beat: Heartbeat) -> bool:
    """Whether the process of this host exists, is no zombie, and is not another with its number.

    The start times differ a little when the system's clock was set, so they alone prove nothing:
    another process also leaves the heartbeat silent.
    """
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(beat.pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        is_the_same = abs(process.create_time() - beat.born) < 1
        return is_the_same or beat.heard_at >= database_time() - SILENT_AFTER
    return False


@cache
def host() -> str:
    """Return a name for the host, or the container, within which process numbers are unique."""
    try:
        return f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')}"
    except OSError:  # not Linux: no containers that share a host name
        return socket.gethostname()
