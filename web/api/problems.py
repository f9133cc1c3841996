"""RFC 9457 problem details."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Literal

from flask import Response
from pydantic import Field

from configurator.domain.problems import Problem, Severity
from configurator.logs import current_request_id
from web.api.schemas import Shape

PROBLEM_MEDIA = "application/problem+json"


class Told(Shape):
    """One thing that is wrong or doubtful."""

    severity: Severity
    message: str
    hint: Annotated[str, Field(description="How to mend it, or empty.")]
    fields: Annotated[list[str], Field(description="What it concerns, as in items.0.quantity.")]


class Details(Shape):
    """RFC 9457: why a request was not answered, and in `problems` each thing that was wrong with it."""

    type: Literal["about:blank"] = "about:blank"
    title: Annotated[str, Field(description="What the status means.")]
    status: int
    detail: Annotated[str, Field(description="All messages and hints as one text.")]
    problems: list[Told]
    request_id: Annotated[str, Field(description="Stands in the log beside what happened.")]


def problem_shapes(problems: Sequence[Problem]) -> list[Told]:
    """Problems in the shape that answers have them in."""
    return [Told.model_validate(problem.as_dict()) for problem in problems]


def problem_response(status: int, problems: Sequence[Problem]) -> Response:
    """The answer to a request that failed."""
    detail = " ".join(str(problem) for problem in problems)
    body = Details(
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        problems=problem_shapes(problems),
        request_id=current_request_id(),
    )
    return Response(body.model_dump_json(), status, content_type=PROBLEM_MEDIA)
