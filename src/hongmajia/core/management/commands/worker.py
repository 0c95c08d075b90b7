"""`hongmajia worker`: runs the tasks of one queue, or of both."""

from argparse import ArgumentParser
from typing import Any

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from ... import key_check, parents
from ...queues import QUEUES
from ...worker import QueueWorker


class Command(db_worker.Command):
    """Any number of them may run, on any number of hosts; each runs one task at a time."""

    requires_system_checks: list[str] = []  # they load every page; it draws none
    help = "Run queued tasks until told to stop; any number of workers may run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--queue` may be repeated; without it the worker serves every queue."""
        parser.add_argument("--queue", action="append", choices=QUEUES, help="may be repeated")
        parser.add_argument("--interval", type=db_worker.valid_interval, default=1.0,
                            help="seconds between two looks into an empty queue")  # fmt: skip
        parents.add_argument(parser)

    def handle(self, **options: Any) -> None:
        """Work until SIGTERM or Ctrl-C; see ``core.worker`` for what they do to a task."""
        parents.end_with(options["parent"])
        self.configure_logging(options["verbosity"])
        worker = QueueWorker(
            options["queue"] or [*QUEUES],
            worker_id=get_random_string(32),
            interval=options["interval"],
        )
        worker.configure_signals()
        with key_check.told_by_command():
            worker.run()
