"""The task worker: that of django-tasks-db, which also stops in time and outlives the database."""

import faulthandler
import logging
import os
import signal
import threading
import time
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from . import heartbeats, key_check, reclaiming
from .backoff import Backoff
from .logs import context
from .logs.scrubbing import traceback_text
from .stopping import INTERRUPT_GRACE, RETURN_LIMIT, TASK_GRACE

STOP = {signal.SIGTERM, signal.SIGINT, signal.SIGQUIT}
LOST = (OperationalError, InterfaceError)
"""The database is away, locked or gave up on a deadlock: nothing is wrong with the task."""
RECORD_OF_FAILURE = ("status", "finished_at", "return_value", "exception_class_path", "traceback")

logger = logging.getLogger(__name__)


class TimeIsUp(BaseException):
    """Interrupts a task so that its worker can end. No ``Exception``: tasks must not catch it."""


class QueueWorker(Worker):
    """Claims and runs tasks of its queues, one at a time, until it is told to stop.

    The first SIGTERM or SIGINT lets the task under way finish within ``TASK_GRACE`` seconds, the
    second interrupts it; an interrupted task goes back to its queue. What ends the process
    otherwise is made good by ``core.reclaiming``.
    """

    def __init__(self, queues: list[str], *, worker_id: str, interval: float = 1) -> None:
        super().__init__(
            queue_names=queues,
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        self._told, self._told_again = threading.Event(), threading.Event()

    def run(self) -> None:
        """Work until told to stop; a database that is away is waited for.

        Raises ``ImproperlyConfigured`` when a key that the database is encrypted with is missing.
        """
        with heartbeats.beating(self.worker_id, self.queue_names):
            try:
                self._work()
            except TimeIsUp:
                logger.warning("the task under way is interrupted")
            finally:
                self._sign_off()

    def _work(self) -> None:
        backoff = Backoff(first=1, longest=30)
        while self.running:
            began = time.monotonic()
            try:
                key_check.note_keys()
                heartbeats.beat(self.worker_id, self.queue_names)
                reclaiming.retry_tasks_of(self.worker_id)
                reclaiming.reclaim()
                super().run()
                return
            except LOST:
                wait = backoff.after(time.monotonic() - began)
                logger.exception("no answer from the database, next try in %.0f s", wait)
                connection.close()
                self._told.wait(wait)

    def _sign_off(self) -> None:
        try:
            reclaiming.return_tasks_of(self.worker_id)
            heartbeats.forget(self.worker_id)
        except (DatabaseError, InterfaceError) as error:
            logger.warning("left without signing off, others will see: %s", error)

    def run_task(self, db_task_result: "DBTaskResult[Any, Any]") -> None:
        """Run it; an interruption or a lost database is not the task's failure.

        Worker.run_task records everything a task raises as its failure. These are passed on
        instead: the task stays claimed by us, and ``run`` puts it back.
        """

        def set_failed(error: BaseException) -> None:
            if isinstance(error, (TimeIsUp, *LOST)):
                raise error
            record_failure(db_task_result, error)

        db_task_result.set_failed = set_failed
        try:
            super().run_task(db_task_result)
        finally:
            context.end()  # a task that is passed on sends no ``task_finished``

    def configure_signals(self) -> None:
        """Let a thread hear the signals that mean stop.

        Python calls a signal's handler in the main thread and between two of its own instructions
        only: during a long call of compiled code that is too late for the grace to count. But it
        writes the signal's number to the wake-up pipe at once.
        """
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer)
        signal.signal(signal.SIGALRM, self._interrupt)
        for sign in STOP:
            signal.signal(sign, lambda *_: None)
        threading.Thread(target=self._listen, args=(reader,), daemon=True).start()

    def _listen(self, reader: int) -> None:
        wait_for_stop(reader)
        self.running = False
        self._told.set()
        threading.Thread(target=self._end, daemon=True).start()
        wait_for_stop(reader)
        self._told_again.set()

    def _end(self) -> None:
        """Interrupt the task under way after its grace, then end the process without it.

        A worker without a task ends by itself meanwhile, and this thread with it. It is not asked
        whether one runs: it may have been claimed a moment ago.
        """
        self._told_again.wait(TASK_GRACE)
        if self.running_task:
            main = threading.main_thread().ident
            assert main, "it has been started"
            signal.pthread_kill(main, signal.SIGALRM)
        time.sleep(INTERRUPT_GRACE)
        # Compiled code may keep Python from running while another worker already has the task, and
        # the main thread may hold the lock that returning it waits for. This ends us regardless.
        faulthandler.dump_traceback_later(RETURN_LIMIT, exit=True)
        try:
            reclaiming.return_tasks_of(self.worker_id)
        finally:
            os._exit(1)

    def _interrupt(self, *signal_and_frame: object) -> None:
        if self.running_task:
            raise TimeIsUp


def record_failure(row: "DBTaskResult[Any, Any]", error: BaseException) -> None:
    """Record a task's failure as ``DBTaskResult.set_failed`` does, but with a scrubbed traceback.

    Messages of errors quote telephone numbers and mail addresses; the row is kept for weeks.
    """
    row.status, row.finished_at, row.return_value = "FAILED", timezone.now(), None
    row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    row.traceback = traceback_text(error)
    row.save(update_fields=[*RECORD_OF_FAILURE])


def wait_for_stop(wakeup_pipe: int) -> None:
    """Read the numbers of signals until one means stop."""
    while os.read(wakeup_pipe, 1)[0] not in STOP:
        pass
