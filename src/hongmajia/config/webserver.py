"""How granian, the web server, is run."""

import os
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import get_resolver
from django.utils.log import configure_logging
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from hongmajia.core import parents

REQUEST_GRACE = 10
"""Seconds that a request under way has left when the server is told to stop."""


def serve(host: str, port: int, workers: int) -> None:
    """Serve the application until SIGTERM or SIGINT.

    A worker process that dies is replaced; when one dies again within seconds the server ends, and
    whoever started it decides what to do. The application is loaded before the fork, so that a
    replacement answers at once.
    """
    import_module("hongmajia.config.wsgi")
    get_resolver().url_patterns  # noqa: B018 - reads every page's module
    server = Granian(
        "hongmajia.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=REQUEST_GRACE,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Any:
    """The application, in a worker process of granian; the process ends with its parent.

    Without that, a worker whose parent was killed would hold the port and serve for ever.
    """
    application = import_module("hongmajia.config.wsgi").application
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)  # granian has set up its own
    parents.end_with(os.getppid())
    return application
