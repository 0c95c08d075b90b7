"""Start the whole product: web server, a worker for each queue, and the clock."""

import os
import socket
import sys
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from hongmajia.config.environment import HOST, PORT

from ...queues import QUEUES
from ...supervisor import Part, Supervisor

HEAD_START = 1.5
"""Seconds that the web server has the processors for itself: somebody waits for the first page."""


class Command(BaseCommand):
    """`hongmajia serve`: prepares the database, then keeps all parts running until told to stop."""

    requires_system_checks: list[str] = []  # they load every page; `make check` asks them
    help = "Prepare the database, then keep web server, workers and clock running until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--demo` fills an empty database with the demo season and lists its accounts."""
        parser.add_argument("--demo", action="store_true", help="fill an empty database first")
        parser.add_argument("--host", type=HOST.read_argument, default=HOST.read())
        parser.add_argument("--port", type=PORT.read_argument, default=PORT.read())

    def handle(self, *args: Any, demo: bool, host: str, port: int, **options: Any) -> None:
        """Migrate, fill, start the parts; leave with the supervisor's exit code."""
        refuse_if_taken(host, port)
        if demo:
            call_command("demo", if_empty=True)
        else:
            call_command("migrate", verbosity=0)
        connection.close()
        os.environ[PORT.name] = str(port)  # the default of the site's address follows it
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write(f"http://{shown}:{port}/    Ctrl-C ends it.\n")
        self.stdout.flush()
        sys.exit(Supervisor(*parts(host, port)).run())


def refuse_if_taken(host: str, port: int) -> None:
    """The web server would share the port with whoever has it, and each would get some requests."""
    with suppress(OSError), socket.create_connection((host, port), timeout=1):
        raise CommandError(
            _("端口%(port)s已有程序在用，请另选一个，例如HONGMAJIA_PORT=8001。") % {"port": port}
        )


def parts(host: str, port: int) -> list[Part]:
    """The processes of the product, as `docs/operations.md` lists them."""
    workers = [Part(f"worker {queue}", _command("worker", "--queue", queue)) for queue in QUEUES]
    others = [*workers, Part("clock", _command("clock"))]
    for part in others:
        part.starts_after = HEAD_START
    return [Part("web", _command("web", "--host", host, "--port", str(port))), *others]


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "hongmajia", *words, "--parent", str(os.getpid())]
