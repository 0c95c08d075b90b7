"""Start the whole product: web server, task worker and clock, in one foreground process group."""

import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from contextlib import suppress
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from hongmajia.config import environment

COMMAND = [sys.executable, "-m", "hongmajia"]
WEB = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"]
WEB += ["--blocking-threads", "4", "--workers-kill-timeout", "2", "--log-level", "warning"]


class Command(BaseCommand):
    """`hongmajia serve`: prepares the database, then runs until Ctrl-C or until a part dies."""

    requires_system_checks: list[str] = []  # they load every page; `make check` asks them
    help = "Prepare the database, then run web server, task worker and clock until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--demo` fills an empty database with the demo season and lists its accounts."""
        parser.add_argument("--demo", action="store_true", help="fill an empty database first")
        parser.add_argument("--host", default=environment.HOST.read())
        parser.add_argument("--port", default=str(environment.PORT.read()))

    def handle(self, *args: Any, demo: bool, host: str, port: str, **options: Any) -> None:
        """Migrate, fill, start the parts; leave with the exit code of the first that ends."""
        refuse_if_taken(host, port)
        if demo:
            call_command("demo", if_empty=True)
        else:
            call_command("migrate", verbosity=0)
        self.stdout.write(f"http://{host}:{port}/    Ctrl-C ends it.\n")
        self.stdout.flush()
        sys.exit(
            run_together(
                [*WEB, "--host", host, "--port", port, "hongmajia.config.wsgi:application"],
                [*COMMAND, "db_worker"],
                [*COMMAND, "clock"],
            )
        )


def refuse_if_taken(host: str, port: str) -> None:
    """The web server would share the port with whoever has it, and each would get some requests."""
    with socket.socket() as probe:
        if probe.connect_ex((host, int(port))) == 0:
            raise CommandError(
                _("端口%(port)s已有程序在用，请另选一个，例如HONGMAJIA_PORT=8001。")
                % {"port": port}
            )


def run_together(*commands: list[str]) -> int:
    """Run the commands until one ends or we are told to stop, then end all; its exit code.

    They stay in our process group, so the terminal's Ctrl-C reaches each of them.
    """
    for told in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, leave)
    parts: list[subprocess.Popen[bytes]] = []
    try:
        parts.extend(map(subprocess.Popen, commands))
        _, status = os.wait()
        return os.waitstatus_to_exitcode(status) or 1
    except KeyboardInterrupt:
        wait_for(parts)  # the terminal told them too; a task under way may finish
        return 0
    finally:
        end(parts)


def leave(signum: int, frame: FrameType | None) -> None:
    """Told to stop, not by the terminal: leave, and so end the parts."""
    sys.exit(0)


def end(parts: list[subprocess.Popen[bytes]]) -> None:
    """Ask every part to end, and make it end if it will not."""
    for part in parts:
        part.terminate()
    wait_for(parts)
    for part in parts:
        part.kill()


def wait_for(parts: list[subprocess.Popen[bytes]], seconds: float = 10) -> None:
    """Wait until the parts have ended, but no longer than some seconds for each."""
    for part in parts:
        with suppress(subprocess.TimeoutExpired):
            part.wait(timeout=seconds)
