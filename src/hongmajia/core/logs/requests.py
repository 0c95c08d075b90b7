"""Every request leaves one line, and every line written meanwhile carries the request's id."""

import logging
import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.utils.functional import LazyObject

from hongmajia.core.visitors import visitor_address

from . import context
from .paths import is_static, loggable_path

logger = logging.getLogger("request")

HEADER = "X-Request-ID"
MOST_OF_AGENT = 200
"""So many characters of a browser's name are kept."""
WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
FREQUENT = ("/healthz", "/readyz")
"""Asked every few seconds by watchdogs; logged as debugging only, as static files are."""

GetResponse = Callable[[HttpRequest], HttpResponse]


class QueryCounter:
    """Counts the queries of all databases; one is installed for each request."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *call: Any) -> Any:
        """Django's execute wrapper."""
        self.count += 1
        return execute(*call)


def request_log(get_response: GetResponse) -> GetResponse:
    """The outermost middleware: gives the request its id, counts, measures and logs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request_id = id_for(request)
        started, queries = time.perf_counter(), QueryCounter()
        with ExitStack() as stack:
            stack.enter_context(context.under_way(lambda: facts_of(request, request_id)))
            stack.enter_context(context.coming_from(origin_of(request, request_id)))
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(queries))
            response = get_response(request)
            response.headers[HEADER] = request_id
            log(request, response, time.perf_counter() - started, queries.count)
        return response

    return middleware


def id_for(request: HttpRequest) -> str:
    """The proxy's id for the request if there is a proxy to trust, else a new one."""
    given = request.headers.get(HEADER, "")
    if settings.PROXY_HOPS and WELL_FORMED.fullmatch(given):
        return given
    return uuid4().hex


def origin_of(request: HttpRequest, request_id: str) -> context.Facts:
    """What the event log says of where an act came from."""
    agent = request.headers.get("User-Agent", "")[:MOST_OF_AGENT]
    return {"request": request_id, "address": visitor_address(request), "agent": agent}


def facts_of(request: HttpRequest, request_id: str) -> context.Facts:
    """Which page it is for, its id, and the person's if the request has looked at who it is."""
    facts = {"path": loggable_path(request), "request": request_id}
    user_id = user_id_of(request)
    return facts | ({"user": user_id} if user_id else {})


def user_id_of(request: HttpRequest) -> int | None:
    """The person's id, without a query: logging must work when the database does not."""
    user = getattr(request, "user", None)
    if isinstance(user, LazyObject):  # looked at or not, Django keeps the person here
        user = getattr(request, "_cached_user", None)
    return getattr(user, "pk", None)


def log(request: HttpRequest, response: HttpResponse, seconds: float, queries: int) -> None:
    """The one line of the request."""
    facts = {
        "method": request.method,
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "queries": queries,
        "address": visitor_address(request),
    }
    frequent = is_static(request) or request.path in FREQUENT
    level = logging.DEBUG if frequent and response.status_code < 400 else logging.INFO
    logger.log(level, "%s %s", request.method, response.status_code, extra={"facts": facts})
