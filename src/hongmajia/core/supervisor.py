"""Runs the product's processes as one: restarts what dies, and stops all when told to.

Each part leads a process group of its own: so a terminal's Ctrl-C reaches only the supervisor,
which passes it on, and a part's children can be ended with it. Conversely, a part ends when its
supervisor does: see ``core.parents``. This module does not use Django.
"""

import logging
import os
import signal
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field

from .backoff import Backoff
from .stopping import AT_ONCE, STOPPING_TAKES

LOOK_EVERY = 0.1
"""Seconds between two looks at the parts."""

logger = logging.getLogger(__name__)


@dataclass
class Part:
    """A command to be kept running, and its process."""

    name: str
    command: list[str]
    starts_after: float = 0
    """Seconds after the supervisor's start: the web server gets the processors first."""
    process: subprocess.Popen[bytes] | None = None
    """The process, also after it has ended, until the next one runs."""
    started_at: float = 0
    due_at: float | None = 0
    """When it is to be started; ``None`` while it runs."""
    backoff: Backoff = field(default_factory=lambda: Backoff(first=0.2, longest=30))

    def start(self) -> None:
        """Start the process in a process group of its own, without our standard input.

        What the process before it left behind is killed. Raises ``OSError`` if the system starts
        none, for instance because it has no memory.
        """
        self.send_to_group(signal.SIGKILL)
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, process_group=0)
        self.due_at = None

    def start_later(self) -> float:
        """Make it due again after a failure; return in how many seconds."""
        wait = self.backoff.after(time.monotonic() - self.started_at)
        self.due_at = time.monotonic() + wait
        return wait

    def send(self, sign: signal.Signals) -> None:
        """Send a signal to the process, if it runs."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(sign)

    def send_to_group(self, sign: signal.Signals) -> None:
        """Send a signal to the process and to all it started, also when it has ended itself."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):  # macOS: of a group of zombies
                os.killpg(self.process.pid, sign)


class Supervisor:
    """Keeps parts running until SIGTERM, SIGINT or SIGHUP comes."""

    def __init__(self, *parts: Part) -> None:
        self.parts = parts
        self.stops_asked = 0
        """Signals to stop received so far; the second means at once."""
        self._news = threading.Event()

    def run(self) -> int:
        """Run the parts until told to stop. Returns 0 if all stopped, 1 if one had to be killed."""
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, self._hear)
        began = time.monotonic()
        for part in self.parts:
            part.due_at = began + part.starts_after
        while not self.stops_asked:
            for part in self.parts:
                self._tend(part)
            self._news.wait(LOOK_EVERY)
        return self._stop()

    def _hear(self, *signal_and_frame: object) -> None:
        self.stops_asked += 1
        self._news.set()

    def _tend(self, part: Part) -> None:
        """Start the part if it is due; if it has ended, schedule its restart."""
        if part.due_at is not None:
            if time.monotonic() >= part.due_at:
                self._start(part)
            return
        code = part.process.poll() if part.process else None
        if code is None:
            return
        part.send_to_group(signal.SIGTERM)  # what it left behind
        wait = part.start_later()
        logger.error("%s ended with exit code %d, starts again in %.1f s", part.name, code, wait)

    def _start(self, part: Part) -> None:
        try:
            part.start()
        except OSError as error:
            wait = part.start_later()
            logger.error("%s does not start, next try in %.1f s: %s", part.name, wait, error)

    def _stop(self) -> int:
        """Tell all parts to stop, wait, kill those that do not; return the exit code."""
        for part in self.parts:
            part.send(signal.SIGTERM)
        self._wait(STOPPING_TAKES, until_told_again=True)
        if self.stops_asked > 1:
            for part in self.parts:
                part.send(signal.SIGTERM)
            self._wait(AT_ONCE)
        killed = self._running()
        for part in killed:
            logger.error("%s did not stop and is killed", part.name)
        for part in self.parts:
            part.send_to_group(signal.SIGKILL)
        return 1 if killed else 0

    def _wait(self, seconds: float, *, until_told_again: bool = False) -> None:
        until = time.monotonic() + seconds
        while self._running() and time.monotonic() < until:
            if until_told_again and self.stops_asked > 1:
                return
            time.sleep(LOOK_EVERY)

    def _running(self) -> list[Part]:
        return [part for part in self.parts if part.process and part.process.poll() is None]
