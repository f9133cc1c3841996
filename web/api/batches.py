"""Tables of people or vehicles: a part for each row, and what became of each, as data or as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Annotated, Any

from flask import Response
from pydantic import Field, ValidationError

from configurator import catalogue
from configurator.domain.errors import Refused, refused
from configurator.domain.orders.batches import Batch, Row, RowStatus
from configurator.domain.orders.requests import MAX_KEY_LENGTH
from configurator.domain.problems import problem_cells
from configurator.domain.validation import StrictModel, validation_problems
from configurator.services.accounts.exports import record_followed
from configurator.services.batches.batches import MAX_ROWS
from configurator.services.batches.batches import place_batch as place
from configurator.services.batches.batches import show_batch as read_batch
from configurator.services.batches.results import result_columns
from configurator.services.designs.csv_tables import parse_table
from web.api.inputs import TABLE
from web.api.operations import Answer, Operation, as_response
from web.api.problems import Told, problem_shapes
from web.api.schemas import (
    EXAMPLE,
    PLAIN_TEXT,
    ActorName,
    Format,
    Query,
    Shape,
    StatusNames,
    TemplateId,
    Text,
    Values,
    sheet_values,
    with_example,
)
from web.context import web_context
from web.links import batch_url, file_urls
from web.signing_in import acting_actor

RowStatusName = Annotated[RowStatus, StatusNames()]
BatchKey = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MAX_KEY_LENGTH,
        pattern=PLAIN_TEXT,
        description="Any text of yours that no other batch has.",
    ),
]


class BatchAsked(StrictModel):
    """A table as JSON; sent again with the same actor and key, it is the same batch."""

    model_config = with_example(
        {
            "template": "grommet",
            "rows": [EXAMPLE, {**EXAMPLE, "cable_diameter": 6}],
            "formats": ["stl"],
            "key": "2026-17",
            "actor": "workshop",
        }
    )

    template: TemplateId
    rows: Annotated[list[Values], Field(min_length=1, max_length=MAX_ROWS, description=f"1 to {MAX_ROWS} rows.")]
    formats: Annotated[list[Format], Field(min_length=1, max_length=10, description="The files to make of each.")]
    key: BatchKey
    actor: ActorName = ""


class BesideTable(Query):
    """What a table in CSV cannot say of itself; all of it is needed with one, and none with JSON."""

    template: TemplateId = ""
    formats: Annotated[str, Field(max_length=100, pattern=PLAIN_TEXT, description="Such as stl,step.")] = ""
    key: Annotated[Text, Field(description="Any text of yours that no other batch has.")] = ""
    actor: Annotated[Text, Field(description="Who does this.")] = ""


class BatchPlaced(Shape):
    """The batch, and where to follow it."""

    id: str
    token: str
    follow: Annotated[str, Field(description="The address of what becomes of it.")]
    ignored: Annotated[list[str], Field(description="Names that no parameter answers to.")]


class RowShown(Shape):
    """One row; it counts from 1, the header not counted."""

    row: int
    status: RowStatusName
    digest: Annotated[str, Field(description="The design's, or empty where there is none.")]
    problems: list[Told]
    files: Annotated[dict[str, str], Field(description="Addresses by format, once they are made.")]


class BatchShown(Shape):
    """A batch and its rows."""

    id: str
    template: str
    formats: list[str]
    placed_at: Annotated[str, Field(description="ISO 8601, in UTC.")]
    placed_by: str
    counts: Annotated[dict[RowStatusName, int], Field(description="How many rows there are of each status.")]
    rows: list[RowShown]


def place_batch(body: BatchAsked | str, query: BesideTable) -> Response:
    """Have a part made for each row of a table.

    The table is JSON, or CSV whose first line names parameters. Every measured size must be given. A row that cannot
    be made is refused by itself, the others are made.
    """
    request, lines = _read_table(body, query) if isinstance(body, str) else (_read_json(body, query), [])
    rows, actor = [sheet_values(row) for row in request.rows], acting_actor(web_context(), request.actor)
    placed = place(web_context(), actor, request.key, request.template, rows, request.formats, lines)
    batch, address = placed.batch, batch_url(placed.batch)
    shape = BatchPlaced(id=batch.id, token=batch.token, follow=address, ignored=list(placed.ignored))
    return as_response(shape, 202, {"Location": address})


def _read_json(body: BatchAsked, query: BesideTable) -> BatchAsked:
    extra = sorted(query.model_fields_set)
    if extra:
        raise refused("It belongs into the body.", *extra, hint="Only beside a table in CSV it stands in the address.")
    return body


def _read_table(text: str, query: BesideTable) -> tuple[BatchAsked, list[int]]:
    """The request, and the line of each row."""
    rows = parse_table(text, "The table", catalogue.find(query.template).parameters)
    formats = [each.strip() for each in query.formats.split(",") if each.strip()]
    try:
        cells = [row.cells for row in rows]
        request = BatchAsked.model_validate({**query.model_dump(), "formats": formats, "rows": cells})
    except ValidationError as error:
        raise Refused(*validation_problems(BatchAsked, error)) from None
    return request, [row.line for row in rows]


def show_batch(token: str) -> BatchShown:
    """Follow a batch: what has become of each row."""
    batch = read_batch(web_context(), token)
    fields = {name: getattr(batch, name) for name in ("id", "template", "placed_at", "placed_by")}
    rows = [_row_shape(each) for each in batch.rows]
    return BatchShown(**fields, formats=list(batch.formats), counts=batch.counts(), rows=rows)


def _row_shape(row: Row) -> RowShown:
    return RowShown(
        row=row.number,
        status=row.status,
        digest=row.design.digest if row.design else "",
        problems=problem_shapes(row.problems),
        files=_row_files(row),
    )


def _row_files(row: Row) -> dict[str, str]:
    return file_urls(row.design, row.files) if row.design else {}


def show_results(token: str) -> Response:
    """Follow a batch as a table: the columns of the command line's results.csv, with addresses instead of paths.

    `line` is empty where the rows were sent as JSON; a row that still waits has spent 0 seconds.
    """
    batch = read_batch(web_context(), token)
    record_followed(web_context(), "batch", batch.id)
    text = io.StringIO()
    writer = csv.DictWriter(text, result_columns(batch.formats), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(_table_rows(batch))
    headers = {"Content-Disposition": 'attachment; filename="results.csv"'}
    return Response(text.getvalue(), 200, headers, content_type=f"{TABLE}; charset=utf-8")


def _table_rows(batch: Batch) -> Iterator[dict[str, Any]]:
    for row in batch.rows:
        digest = row.design.digest if row.design else ""
        yield {
            "row": row.number,
            "line": row.line or "",
            "status": row.status,
            "digest": digest,
            **problem_cells(row.problems),
            **_row_files(row),
            "seconds": round(row.seconds, 3),
        }


_BATCH_PATH = "/batches/{token}"
OPERATIONS = (
    Operation(
        "POST",
        "/batches",
        place_batch,
        (Answer(202, "It is being made.", BatchPlaced, headers={"Location": "Where to follow it."}),),
        query=BesideTable,
        body=BatchAsked,
        table=True,
    ),
    Operation("GET", _BATCH_PATH, show_batch, (Answer(200, "The batch.", BatchShown),)),
    Operation("GET", f"{_BATCH_PATH}/results.csv", show_results, (Answer(200, "The table.", media=(TABLE,)),)),
)
