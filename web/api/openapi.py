"""The document that describes the interface: OpenAPI 3.1, made from the operations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from inspect import getdoc
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

import configurator
from web.api.inputs import CLIENT, JSON, TABLE
from web.api.operations import Answer, Operation
from web.api.parts import PARTS
from web.api.problems import PROBLEM_MEDIA, Details

SCHEMA_PREFIX = "/api/v1"
REFERENCES = "#/components/schemas/{model}"
# (Model, mode) -> a reference to its schema.
Schemas = Mapping[Any, Any]


def document(operations: Iterable[Operation]) -> dict[str, Any]:
    """The OpenAPI document of the operations."""
    all_operations = tuple(operations)
    schemas, definitions = models_json_schema(list(_models(all_operations)), ref_template=REFERENCES)
    paths: dict[str, Any] = {}
    for each in all_operations:
        paths.setdefault(SCHEMA_PREFIX + each.path, {})[each.method.lower()] = _operation_object(each, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Made to measure",
            "version": configurator.__version__,
            "description": "Measurements in; checked files and parts out. Errors are RFC 9457 problem details.",
        },
        "paths": paths,
        "components": {"schemas": definitions["$defs"]},
    }


def _models(operations: Iterable[Operation]) -> Iterator[tuple[type[BaseModel], JsonSchemaMode]]:
    yield Details, "serialization"
    for each in operations:
        if each.body:
            yield each.body, "validation"
        for answer in each.answers:
            if answer.shape:
                yield answer.shape, "serialization"


def _operation_object(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    summary, _, details = (getdoc(operation.view) or "").partition("\n\n")
    entry: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.path.split("/")[1]],
        "summary": " ".join(summary.split()),
        "description": " ".join(details.split()),
        "parameters": [*_path_parameters(operation), *_query_parameters(operation), *_header_parameters(operation)],
        "responses": {str(each.status): _response_object(each, schemas) for each in operation.answers}
        | _error_responses(operation, schemas),
    }
    if operation.body:
        content = {JSON: {"schema": schemas[operation.body, "validation"]}}
        if operation.table:
            content[TABLE] = {"schema": {"type": "string"}}
        entry["requestBody"] = {"required": True, "content": content}
    return entry


def _path_parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", operation.path):
        schema = {"type": "string", "pattern": PARTS[name].pattern}
        yield {"name": name, "in": "path", "required": True, "description": PARTS[name].meaning, "schema": schema}


def _query_parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    schema = operation.query.model_json_schema()
    for name, each in schema.get("properties", {}).items():
        required = name in schema.get("required", ())
        description = each.pop("description", "")
        yield {"name": name, "in": "query", "required": required, "description": description, "schema": each}
    if schema["additionalProperties"]:
        yield {
            "name": "parameters",
            "in": "query",
            "description": "Every parameter of the design by its name, as the address has them that came with it.",
            "style": "form",
            "explode": True,
            "schema": {"type": "object", "additionalProperties": schema["additionalProperties"]},
        }


def _header_parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    if operation.client:
        yield {
            "name": "X-Client",
            "in": "header",
            "description": "Names the client: only its latest request is worked on. Without it each stands alone.",
            "schema": {"type": "string", "pattern": CLIENT},
        }


def _response_object(answer: Answer, schemas: Schemas) -> dict[str, Any]:
    headers = {name: {"description": words, "schema": {"type": "string"}} for name, words in answer.headers.items()}
    response: dict[str, Any] = {"description": answer.summary, "headers": headers}
    if answer.shape:
        response["content"] = {JSON: {"schema": schemas[answer.shape, "serialization"]}}
    elif answer.media:
        response["content"] = {media: {} for media in answer.media}
    return response


def _error_responses(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    content = {PROBLEM_MEDIA: {"schema": schemas[Details, "serialization"]}}
    return {
        str(status): {"description": words, "content": content} for status, words in sorted(_error_statuses(operation))
    }


def _error_statuses(operation: Operation) -> Iterator[tuple[int, str]]:
    """The status of each error that may be answered, with its description."""
    yield 400, "The request cannot be read, or is for another host."
    if "{" in operation.path or operation.query.model_fields:
        yield 404, "There is no such thing."
    if operation.body:
        yield 413, "The body is too large."
        yield 415, "The body's type is not one that is taken."
    yield 422, "Refused; `problems` says what is wrong, where, and how to mend it."
    yield 500, "A fault of this program, or of a part's template."
    yield 503, "Something outside is in the way, or all are busy: try again, after Retry-After if it is there."
    yield from operation.errors.items()
