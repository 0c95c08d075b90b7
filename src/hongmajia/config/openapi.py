"""Completes the description of the interface with what holds for all operations."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from hongmajia.core.problems import MEDIA_TYPE
from hongmajia.core.programs import Anybody, SignedIn
from hongmajia.core.schemas import Problem

PROBLEM = {"$ref": "#/components/schemas/Problem"}
IDEMPOTENCY_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "description": "A request that is sent again with the same key is not carried out again.",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,200}$"},
}
LIMIT_HEADERS = {
    "RateLimit-Limit": "requests a minute",
    "RateLimit-Remaining": "how many are left",
    "RateLimit-Reset": "seconds until all are there again",
}
SECURITY_SCHEMES = {
    "token": {"type": "http", "scheme": "bearer"},
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
}


def complete(described: Any, scopes: Mapping[str, SignedIn]) -> Any:
    """Add to each operation its errors, headers and security; returns ``described``.

    ``scopes``: the name of an operation → who is let in.
    """
    components = described["components"]
    components["securitySchemes"] = SECURITY_SCHEMES
    defined = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"] |= defined.pop("$defs")
    components["schemas"]["Problem"] = defined
    for path, method, operation in _operations(described):
        _let_in(operation, scopes[operation["operationId"]])
        if method == "post":
            operation["parameters"].append(IDEMPOTENCY_KEY)
        for status in _errors(path, method, operation):
            operation["responses"][status] = {
                "description": HTTPStatus(status).phrase,
                "content": {MEDIA_TYPE: {"schema": PROBLEM}},
            }
        for answer in operation["responses"].values():
            answer["headers"] = _headers()
    return described


def _operations(described: Any) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _let_in(operation: dict[str, Any], who: SignedIn) -> None:
    """Which scope a token needs, and whether there has to be one."""
    operation["x-scope"] = who.scope.value
    operation["security"] = [{"token": []}, {"session": []}]
    if isinstance(who, Anybody):
        operation["security"].append({})


def _errors(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    """The statuses of errors that the operation may answer."""
    yield from (400, 401, 403, 429)
    if "{" in path or operation["parameters"] or method == "post":
        yield 422
    if "{" in path or method == "post" or path.endswith("/figures"):
        yield 404
    if method == "post":
        yield from (409, 413)


def _headers() -> dict[str, Any]:
    return {
        name: {"description": words, "schema": {"type": "integer"}}
        for name, words in LIMIT_HEADERS.items()
    }
