"""Requests of Schemathesis, most of them with keys and bodies that a filled county knows."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hongmajia.config.api import api
from hongmajia.interface.described import name_of
from tests.interface.filled import EACH, Filled

PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
KEY_OF = {
    "shortlist": "listed", "accept_one": "invited", "decline_one": "asked", "appoint": "agreed",
    "write_record": "past_visit", "count_by_hand": "past_visit", "note_one": "past_visit",
    "list_licences": "helper", "add_licence": "helper", "list_insurances": "helper",
    "add_insurance": "helper", "list_firms": "helper", "pair_with_firm": "helper",
    "list_apprentices": "helper",
    "get_event": "open_activity", "sign_up_one": "open_activity",
    "engagement_contact": "agreed", "campaign_figures": "campaign", "add_one": "campaign",
}  # fmt: skip
"""Operation → the name of the key in its path, where it is not that of its list."""


def key_for(name: str, here: Filled) -> int:
    """The key that stands in the path of an operation."""
    own = name.removeprefix("get_").removesuffix("_contact")
    return here.keys[KEY_OF.get(name, own)]


def all_operations() -> Iterator[Any]:
    """The operations of the interface, as Schemathesis reads its description."""
    schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
    schema.config.update(base_url="http://testserver")
    for found in schema.get_all_operations():
        yield found.ok()


def name_in(operation: Any) -> str:
    """The name of an operation, such as ``list_needs``."""
    return name_of(operation.definition.raw)


def cases_of(operation: Any, many: int) -> list[Any]:
    """So many requests to the operation, always the same ones."""
    drawn: list[Any] = []

    @settings(
        max_examples=many, deadline=None, derandomize=True, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy())
    def draw(case: Any) -> None:
        drawn.append(case)

    draw()
    return drawn


def with_known_keys(case: Any, here: Filled) -> Any:
    """The case, with what ``here`` knows in its path and body, and from the first page on."""
    name = name_in(case.operation)
    if "pk" in (case.path_parameters or {}):
        case.path_parameters["pk"] = key_for(name, here)
    for parameter in ("cursor", "union", "season"):
        (case.query or {}).pop(parameter, None)
    if name in EACH and EACH[name].body is not None:
        case.body = here.body_of(EACH[name])[1]
    return case


def answer_to(case: Any, token: str) -> int:
    """The status of the answer, in this process; raises if it is not as promised."""
    sent = requests.Request(**_kwargs(case)).prepare()
    parts = urlsplit(str(sent.url))
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    headers = {**sent.headers, "Authorization": f"Bearer {token}"}
    kind = headers.pop("Content-Type", "application/json")
    body = sent.body or b""
    told = client().generic(
        str(sent.method), path, body, content_type=kind, headers=_latin(headers)
    )
    answer = Response(
        status_code=told.status_code,
        headers={name: [value] for name, value in told.headers.items()},
        content=told.content,
        request=sent,
        elapsed=0,
        verify=False,
    )
    case.validate_response(answer, checks=PROMISES)
    return told.status_code


@cache
def client() -> Client:
    """One client for all requests: making one loads the middleware."""
    return Client(raise_request_exception=False)


def _kwargs(case: Any) -> dict[str, Any]:
    known = ("method", "url", "headers", "params", "json", "data", "cookies", "files")
    found = case.as_transport_kwargs(base_url="http://testserver")
    return {name: value for name, value in found.items() if name in known}


def _latin(headers: dict[str, Any]) -> dict[str, str]:
    """The headers as text, as a web server hands them on."""
    return {
        name: value.decode("latin-1") if isinstance(value, bytes) else value
        for name, value in headers.items()
        if name.lower() not in ("content-length", "cookie")
    }
