"""The clock: enqueues the tasks that come again, until it is told to stop."""

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from hongmajia.core import schedule

LOOK_EVERY = 20
"""Seconds between two looks at the table."""


class Command(BaseCommand):
    """`hongmajia clock`; SIGTERM and Ctrl-C end it between two looks, within a second."""

    requires_system_checks: list[str] = []  # they load every page; it draws none
    help = "Enqueue the periodic tasks when they are due; any number of clocks may run."
    told_to_stop = False

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the entries down, then look until told to stop."""
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, self.stop)
        schedule.sync(timezone.now())
        while not self.told_to_stop:
            close_old_connections()
            for name in schedule.run_due(timezone.now()):
                self.stdout.write(name)
            self.rest()

    def stop(self, *signal_and_frame: Any) -> None:
        """Only remember it: a look under way ends in peace."""
        self.told_to_stop = True

    def rest(self) -> None:
        """Wait for the next look, but not when told to stop."""
        for _ in range(LOOK_EVERY):
            if self.told_to_stop:
                return
            time.sleep(1)
