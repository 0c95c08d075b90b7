"""A process that ends when its parent does, so that kill -9 of the parent leaves no orphan."""

import os
import signal
import threading
import time
from argparse import SUPPRESS, ArgumentParser

from .stopping import AT_ONCE

LOOK_EVERY = 0.5
"""Seconds between two looks at who the parent is."""


def add_argument(parser: ArgumentParser) -> None:
    """`--parent PID`, by which the supervisor tells a command whom to end with."""
    parser.add_argument("--parent", type=int, default=0, help=SUPPRESS)


def end_with(parent: int) -> None:
    """From now on end this process once ``parent`` (a process id) is not its parent any more.

    With 0, nothing: the command was started by hand or by the system and ends when it is told to.
    The process gets SIGTERM, and again after a second, which our workers take for "at once"; after
    ``AT_ONCE`` more seconds it ends without being asked. This works on Linux and macOS alike, and
    not only for the thread that started the process, as PR_SET_PDEATHSIG does.
    """
    if parent:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    for seconds in (1, AT_ONCE):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(seconds)
    os._exit(1)
