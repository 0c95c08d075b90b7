"""`hongmajia web`: the web server alone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hongmajia.config import environment, webserver

from ... import parents


class Command(BaseCommand):
    """Granian with our options; its worker processes are forked from this one."""

    requires_system_checks: list[str] = []  # `make check` asks them
    help = "Run the web server until told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=environment.HOST.read())
        parser.add_argument("--port", type=int, default=environment.PORT.read())
        parser.add_argument("--workers", type=int, default=environment.WEB_WORKERS.read())
        parents.add_argument(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop; requests under way are answered."""
        parents.end_with(options["parent"])
        webserver.serve(options["host"], options["port"], options["workers"])
