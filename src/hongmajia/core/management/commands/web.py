"""`hongmajia web`: the web server alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hongmajia.config import webserver
from hongmajia.config.environment import HOST, PORT
from hongmajia.config.environment import WEB_WORKERS as WORKERS

from ... import parents


class Command(BaseCommand):
    """Granian with our options; its worker processes are forked from this one."""

    requires_system_checks: list[str] = []  # `make check` asks them
    help = "Run the web server until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", type=HOST.read_argument, default=HOST.read())
        parser.add_argument("--port", type=PORT.read_argument, default=PORT.read())
        parser.add_argument("--workers", type=WORKERS.read_argument, default=WORKERS.read())
        parents.add_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop; requests under way are answered."""
        parents.end_with(options["parent"])
        webserver.serve(options["host"], options["port"], options["workers"])
