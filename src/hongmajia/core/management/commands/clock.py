"""`hongmajia clock`: enqueues the tasks that come again and takes tasks from dead workers."""

import logging
import signal
import time
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string

from ... import heartbeats, key_check, parents, reclaiming, schedule

LOOK_EVERY = 20
"""Seconds between two looks at the table."""

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """SIGTERM and Ctrl-C end it between two looks, within a second."""

    requires_system_checks: list[str] = []  # they load every page; it draws none
    help = "Enqueue the periodic tasks when they are due; any number of clocks may run."
    told_to_stop = False
    looked_at: datetime | None = None
    """When the last look began that the database answered, by the database's clock."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parents.add_argument(parser)

    def handle(self, *args: Any, parent: int, **options: Any) -> None:
        """Look until told to stop. A database that is away is asked again at the next look."""
        parents.end_with(parent)
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self.stop)
        self.worker_id = get_random_string(32)
        while not self.told_to_stop:
            close_old_connections()
            try:
                with key_check.told_by_command():
                    self.look(timezone.now())
            except (DatabaseError, InterfaceError) as error:
                logger.error("no answer from the database, next try in %d s: %s", LOOK_EVERY, error)
                connection.close()
            self.rest()
        self.sign_off()

    def look(self, now: datetime) -> None:
        """Enqueue what is due, and take tasks from workers that are dead.

        A worker of another host is dead when it was silent while this clock was not: after an
        outage of the database, in which nobody could beat, none is judged by it.
        """
        began = heartbeats.database_time()
        if self.looked_at is None:
            key_check.note_keys()
            schedule.sync(now)
        heartbeats.beat(self.worker_id, [heartbeats.CLOCK])
        for name in schedule.run_due(now):
            self.stdout.write(name)
        reclaiming.reclaim(self.looked_at and self.looked_at - heartbeats.SILENT_AFTER)
        self.looked_at = began

    def stop(self, *signal_and_frame: Any) -> None:
        """Only remember it: a look under way ends in peace."""
        self.told_to_stop = True

    def rest(self) -> None:
        """Wait for the next look, but not when told to stop."""
        for _ in range(LOOK_EVERY * 10):
            if self.told_to_stop:
                return
            time.sleep(0.1)

    def sign_off(self) -> None:
        """Take the heartbeat away: `/readyz` tells at once that no clock runs."""
        try:
            heartbeats.forget(self.worker_id)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("left without signing off: %s", error)
