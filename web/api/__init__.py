"""The HTTP interface: a module per resource, each declaring its operations."""

from __future__ import annotations

import json
from functools import cache

from flask import Blueprint, Response

from web.api import (
    artefacts,
    batches,
    designs,
    factories,
    files,
    jobs,
    orders,
    outlines,
    previews,
    quotes,
    templates,
    threads,
)
from web.api.inputs import JSON
from web.api.openapi import SCHEMA_PREFIX, document
from web.api.operations import Answer, Operation, register


def read_document() -> Response:
    """Read this document: OpenAPI 3.1."""
    return Response(_document_json(), content_type=JSON)


@cache
def _document_json() -> str:
    return json.dumps(document(OPERATIONS))


OPERATIONS = (
    *templates.OPERATIONS,
    *designs.OPERATIONS,
    *previews.OPERATIONS,
    *files.OPERATIONS,
    *artefacts.OPERATIONS,
    *batches.OPERATIONS,
    *outlines.OPERATIONS,
    *threads.OPERATIONS,
    *orders.OPERATIONS,
    *quotes.OPERATIONS,
    *factories.OPERATIONS,
    *jobs.OPERATIONS,
    Operation("GET", "/openapi.json", read_document, (Answer(200, "The document.", media=(JSON,)),)),
)
api = Blueprint("api", __name__, url_prefix=SCHEMA_PREFIX)
register(api, OPERATIONS)
