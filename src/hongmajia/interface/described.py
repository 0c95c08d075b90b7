"""The operations of the interface as its page shows them, with parameters and examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .examples import EXAMPLES, TITLES, Example


@dataclass(frozen=True)
class Fact:
    """A parameter, or a field of a body."""

    name: str
    kind: str
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """One operation: what it does, what it takes and answers."""

    name: str
    method: str
    path: str
    title: Any
    scope: str
    is_open: bool
    parameters: list[Fact]
    body: list[Fact]
    answers: list[str]
    examples: list[Example]


def operations(described: dict[str, Any]) -> Iterator[Operation]:
    """The operations of an OpenAPI description, in its order."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield _operation(path, method, operation, described["components"]["schemas"])


def name_of(operation: dict[str, Any]) -> str:
    """The name of the function behind an operation: ``…_api_list_needs`` → ``list_needs``."""
    return str(operation["operationId"]).partition("_api_")[2]


def _operation(
    path: str, method: str, operation: dict[str, Any], schemas: dict[str, Any]
) -> Operation:
    name = name_of(operation)
    asked = operation["parameters"]
    return Operation(
        name=name,
        method=method.upper(),
        path=path,
        title=TITLES[name],
        scope=operation["x-scope"],
        is_open={} in operation["security"],
        parameters=[
            Fact(one["name"], _kind(one["schema"], schemas), one["required"]) for one in asked
        ],
        body=_body(operation, schemas),
        answers=[str(status) for status in sorted(map(int, operation["responses"]))],
        examples=[example for example in EXAMPLES if example.of == name],
    )


def _body(operation: dict[str, Any], schemas: dict[str, Any]) -> list[Fact]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return []
    schema = _resolved(content["schema"], schemas)
    required = schema.get("required", [])
    return [
        Fact(name, _kind(one, schemas), name in required)
        for name, one in schema["properties"].items()
    ]


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if len(parts := schema.get("allOf", [])) == 1:
        schema = parts[0]
    if reference := schema.get("$ref"):
        return dict(schemas[reference.rpartition("/")[2]])
    return schema


def _kind(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """The type in short: ``string ≤ 60``, ``low | high``, ``[integer]``, ``date-time``."""
    if choices := schema.get("anyOf"):
        known = [one for one in choices if one.get("type") != "null"]
        return " / ".join(dict.fromkeys(_kind(one, schemas) for one in known))
    schema = _resolved(schema, schemas)
    if values := schema.get("enum"):
        return " | ".join(str(value) for value in values)
    if schema.get("type") == "array":
        return f"[{_kind(schema['items'], schemas)}]"
    if schema.get("type") == "object":
        return "{" + ", ".join(schema.get("properties", {})) + "}"
    kind = str(schema.get("format") or schema.get("type", ""))
    return kind + _bounds(schema)


def _bounds(schema: dict[str, Any]) -> str:
    least, most = schema.get("minimum"), schema.get("maximum")
    if "maxLength" in schema:
        return f" ≤ {schema['maxLength']}"
    if least is not None and most is not None:
        return f" {least}…{most}"
    return ""
