"""The reference of the HTTP interface, from its OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from web.api import OPERATIONS
from web.api.openapi import SCHEMA_PREFIX, document

INTRODUCTION = """# The HTTP interface

Below `/api/v1`, on this machine only: `configurator serve` starts it. It takes and gives JSON in UTF-8 unless stated
otherwise. `/api/v1/openapi.json` says all that stands here as OpenAPI 3.1, for programs that write programs.

Every error is problem details by RFC 9457, `application/problem+json`, as in [Details](#shape-details). 400: the
request cannot be read. 404: there is no such thing. 405: the path has no such method. 413, 415: the body is too
large, or of another type. 422: refused, and `problems` names each field. 500: a fault here, or a part that cannot be
made. 503: busy or blocked; ask again, after as many seconds as Retry-After says if it is there.

Lengths are in mm, angles in degrees, masses in kg, unless a value names its unit."""


def lines() -> Iterator[str]:
    """The page's lines."""
    openapi = document(OPERATIONS)
    shapes = openapi["components"]["schemas"]
    yield from (INTRODUCTION, "")
    every = [(path, method, each) for path, verbs in openapi["paths"].items() for method, each in verbs.items()]
    for tag, operations in groupby(every, key=lambda entry: entry[2]["tags"][0]):
        yield from (f"## {tag.capitalize()}", "")
        for path, method, each in operations:
            yield from _operation(path.removeprefix(SCHEMA_PREFIX), method.upper(), each, shapes)
    yield from ("## Shapes", "")
    for name, shape in sorted(shapes.items()):
        yield from _shape(name, shape)


def _operation(path: str, method: str, operation: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### {method} {path}", "", f"{operation['summary']} {operation['description']}".strip(), "")
    if operation["parameters"]:
        yield from _table(["", "where", "", "meaning"], map(_parameter, operation["parameters"]))
    if "requestBody" in operation:
        yield from _body(operation["requestBody"]["content"], shapes)
    answers = {status: each for status, each in operation["responses"].items() if status < "400" or status == "409"}
    yield from _table(["status", "answer", "meaning"], (_answer(status, each) for status, each in answers.items()))


def _parameter(parameter: Mapping[str, Any]) -> list[str]:
    needed = "needed" if parameter.get("required") else ""
    return [f"`{parameter['name']}`", parameter["in"], needed, _cell(parameter["description"])]


def _body(content: Mapping[str, Any], shapes: Mapping[str, Any]) -> Iterator[str]:
    for media, each in content.items():
        if "$ref" not in each["schema"]:
            yield from (f"Or a table, `{media}`.", "")
            continue
        name = _name(each["schema"])
        yield from (f"The body is {_link(each['schema'])}.", "")
        for example in shapes[name].get("examples", ()):
            yield from ("```json", json.dumps(example, indent=2), "```", "")


def _answer(status: str, answer: Mapping[str, Any]) -> list[str]:
    kinds = [
        _link(each["schema"]) if "schema" in each else f"`{media}`" for media, each in answer.get("content", {}).items()
    ]
    headers = "".join(f" {name}: {each['description']}" for name, each in answer.get("headers", {}).items())
    return [status, ", ".join(kinds), answer["description"] + headers]


def _shape(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"### Shape {name}", "", " ".join(schema.get("description", "").split()), "")
    needed = schema.get("required", ())
    fields = schema.get("properties", {}).items()
    rows = (
        [f"`{field}`", _kind(each), "needed" if field in needed else "", _cell(each.get("description", ""))]
        for field, each in fields
    )
    yield from _table(["field", "type", "", "meaning"], rows)


def _kind(schema: Mapping[str, Any]) -> str:
    """A type in few words."""
    if "$ref" in schema:
        return _link(schema)
    if "anyOf" in schema:
        kinds = dict.fromkeys(map(_kind, schema["anyOf"]))
        return " or ".join(each for each in kinds if each != "integer" or "number" not in kinds)
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{each}`" for each in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if schema.get("type") == "object" and _values(schema):
        return f"object of {_kind(_values(schema))}"
    return str(schema.get("type", "anything"))


def _values(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an object holds under any name."""
    named = [*schema.get("patternProperties", {}).values(), schema.get("additionalProperties")]
    values: Mapping[str, Any] = next((each for each in named if isinstance(each, Mapping)), {})
    return values


def _link(schema: Mapping[str, Any]) -> str:
    return f"[{_name(schema)}](#shape-{_name(schema).lower()})"


def _name(schema: Mapping[str, Any]) -> str:
    return str(schema["$ref"].rpartition("/")[2])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _table(header: list[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
