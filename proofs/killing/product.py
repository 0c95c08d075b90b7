"""`hongmajia serve` under the eyes of a proof: its processes by name, started and killed."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable

import psutil

from hongmajia.core.models import Heartbeat
from proofs.killing.load import get

PARTS = ("web", "web worker", "worker short", "worker long", "clock", "supervisor")


class Product:
    """The running product on a port; the environment says where its data is."""

    def __init__(self, port: int, log: str) -> None:
        self.port, self.log = port, log

    def start(self) -> None:
        """Start it and wait until every part runs."""
        command = [sys.executable, "-m", "hongmajia", "serve", "--demo", "--port", str(self.port)]
        with open(self.log, "ab") as log:
            self.supervisor = subprocess.Popen(command, stdout=log, stderr=log)
        wait_until(self.is_up, 900)

    def is_up(self) -> bool:
        """Whether all processes are there, have sent a heartbeat, and `/readyz` says so too."""
        found = self.processes()
        if set(found) != set(PARTS) or get(self.port, "/readyz") != 200:
            return False
        beating = {beat.pid for beat in Heartbeat.objects.all()}
        return all(found[name].pid in beating for name in ("worker short", "worker long", "clock"))

    def processes(self) -> dict[str, psutil.Process]:
        """The supervisor and all under it, by the names of ``PARTS``."""
        try:
            top = psutil.Process(self.supervisor.pid)
            family = [top, *top.children(recursive=True)]
            return {name_of(each): each for each in family if each.is_running()}
        except psutil.NoSuchProcess:
            return {}

    def kill(self, name: str) -> None:
        """kill -9 of one process."""
        self.processes()[name].kill()
        if name == "supervisor":
            self.supervisor.wait()

    def stop(self) -> tuple[int, float]:
        """SIGTERM; the exit code and the seconds until all had ended."""
        began = time.monotonic()
        self.supervisor.send_signal(signal.SIGTERM)
        return self.supervisor.wait(timeout=60), time.monotonic() - began


def name_of(process: psutil.Process) -> str:
    """Which of ``PARTS`` it is."""
    words = process.cmdline()
    command = words[words.index("hongmajia") + 1] if "hongmajia" in words else "?"
    if command == "serve":
        return "supervisor"
    if command == "worker":
        return f"worker {words[words.index('--queue') + 1]}"
    parent = process.parent()
    is_child = command == "web" and parent is not None and "web" in parent.cmdline()
    return "web worker" if is_child else command


def wait_until(condition: Callable[[], bool], seconds: float) -> float:
    """Wait until the condition holds; how many seconds it took. ``SystemExit`` when it does not."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > seconds:
            sys.exit(f"waited {seconds} s in vain for {getattr(condition, '__doc__', condition)}")
        time.sleep(0.1)
    return time.monotonic() - began
