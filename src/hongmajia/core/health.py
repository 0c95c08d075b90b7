"""``/healthz`` and ``/readyz``, for load balancers and watchdogs.

They are answered before all other middleware: probes use no host name of the site, speak plain HTTP
behind the proxy, have no session, and come every few seconds.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, JsonResponse

from .heartbeats import CLOCK, SILENT_AFTER
from .models import Heartbeat
from .queues import QUEUES

Part = dict[str, Any]
OK, DOWN, PENDING, SILENT = "ok", "down", "pending", "silent"


def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers; the database is not used."""
    return _answer({"web": {"state": OK}})


def readyz(request: HttpRequest) -> HttpResponse:
    """200 if every part of the product runs, else 503; the JSON says which does not."""
    return _answer(readiness())


def answer_probes(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """The first middleware: answers the two paths and passes on all other requests."""
    probes = {"/healthz": healthz, "/readyz": readyz}

    def middleware(request: HttpRequest) -> HttpResponse:
        return probes.get(request.path_info, get_response)(request)

    return middleware


def _answer(parts: dict[str, Part]) -> HttpResponse:
    is_well = all(part["state"] == OK for part in parts.values())
    answer = JsonResponse({"ok": is_well, "parts": parts}, status=200 if is_well else 503)
    answer["Cache-Control"] = "no-store"
    # Django logs (and mails) every 5xx answer; this one is asked for every few seconds.
    answer._has_been_logged = True  # type: ignore[attr-defined]
    return answer


def readiness() -> dict[str, Part]:
    """The state of the database, the migrations, each queue's workers and the clock."""
    try:
        expect_migrated()
        heard = _last_heard()
    except MigrationsPending:
        return {"database": {"state": OK}, "migrations": {"state": PENDING}}
    except (DatabaseError, InterfaceError):
        return {"database": {"state": DOWN}}
    parts: dict[str, Part] = {"database": {"state": OK}, "migrations": {"state": OK}}
    for queue in QUEUES:
        parts[f"worker {queue}"] = _heard(heard.get(queue))
    parts[CLOCK] = _heard(heard.get(CLOCK))
    return parts


class MigrationsPending(Exception):  # noqa: N818 - a state, not a mistake
    """The database is older than this code."""


@cache
def expect_migrated() -> None:
    """Raise ``MigrationsPending`` unless the database has every migration of this code.

    An exception is not cached: once all are applied, this process does not look again.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MigrationsPending


def _last_heard() -> dict[str, timedelta]:
    """Return how long ago, by the database's clock, each queue and the clock was last heard of."""
    heard: dict[str, timedelta] = {}
    beats = Heartbeat.objects.order_by("heard_at").values_list("serves", "heard_at", Now())
    for serves, moment, now in beats:
        heard |= dict.fromkeys(serves, now - moment)
    return heard


def _heard(ago: timedelta | None) -> Part:
    if ago is None:
        return {"state": SILENT}
    state = OK if ago <= SILENT_AFTER else SILENT
    return {"state": state, "heard_seconds_ago": max(round(ago.total_seconds()), 0)}
