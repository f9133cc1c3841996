"""The declaration of an operation, from which its route, its validation and its OpenAPI entry are derived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flask import Blueprint, Response
from pydantic import BaseModel

from web.api.inputs import JSON, read_body, read_client, read_path, read_query
from web.api.schemas import NoQuery, Query, Shape


@dataclass(frozen=True)
class Answer:
    """What may come back: a shape as JSON, bytes of one of the media types, or nothing; headers by name."""

    status: int
    summary: str
    shape: type[Shape] | None = None
    media: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Operation:
    """One verb on one path.

    `view` is called with the path's parts by name, and, where the operation has them, with `query`,
    `body` and `client` (the header X-Client, empty if not sent). Its docstring is the operation's
    description. With `table`, the body may also be a CSV, which the view gets as text. `errors` are
    the statuses that only this operation refuses with.
    """

    method: Literal["GET", "POST"]
    path: str
    view: Callable[..., Shape | Response]
    answers: tuple[Answer, ...]
    query: type[Query] = NoQuery
    body: type[BaseModel] | None = None
    table: bool = False
    client: bool = False
    errors: Mapping[int, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Unique among all operations."""
        return self.view.__name__


def register(blueprint: Blueprint, operations: Iterable[Operation]) -> None:
    """Give every operation its route."""
    for each in operations:
        rule = each.path.replace("{", "<").replace("}", ">")
        blueprint.add_url_rule(rule, each.name, _view_function(each), methods=[each.method])


def _view_function(operation: Operation) -> Callable[..., Response]:
    def answer(**path_parts: str) -> Response:
        result = operation.view(**_read_arguments(operation, path_parts))
        return result if isinstance(result, Response) else as_response(result, operation.answers[0].status)

    return answer


def _read_arguments(operation: Operation, path_parts: Mapping[str, str]) -> dict[str, Any]:
    arguments: dict[str, Any] = dict(read_path(path_parts))
    query = read_query(operation.query)
    if operation.query is not NoQuery:
        arguments["query"] = query
    if operation.body is not None:
        arguments["body"] = read_body(operation.body, operation.table)
    if operation.client:
        arguments["client"] = read_client()
    return arguments


def as_response(shape: Shape, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A shape as an answer."""
    return Response(shape.model_dump_json(), status, headers, content_type=JSON)
