"""The bytes of what was made."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from pydantic import Field

from configurator.formats import media_types
from configurator.services.making.artefacts import read_artefact
from web.api.caching import CACHE_HEADERS, cache_forever
from web.api.operations import Answer, Operation
from web.api.schemas import Query
from web.context import web_context

ANYTHING = "application/octet-stream"
# What browsers show themselves, and what can run nothing there.
PICTURE = "image/png"


class Named(Query):
    """How the file is to be called."""

    name: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$",
            description="A file's name; its ending decides the content type. 1 to 100 letters, digits, - _ and dots.",
        ),
    ] = "artefact"


def read_artefact_bytes(sha256: str, query: Named) -> Response:
    """Download what was made, by the digest of its bytes; a browser shows a picture itself."""
    data = read_artefact(web_context(), sha256, query.name)
    media = media_types().get(query.name.rpartition(".")[2], ANYTHING)
    place = "inline" if media == PICTURE else "attachment"
    return cache_forever(data, media, sha256, {"Content-Disposition": f'{place}; filename="{query.name}"'})


OPERATIONS = (
    Operation(
        "GET",
        "/artefacts/{sha256}",
        read_artefact_bytes,
        (
            Answer(200, "The bytes.", media=(*dict.fromkeys(media_types().values()), ANYTHING), headers=CACHE_HEADERS),
            Answer(304, "Unchanged since the tag in If-None-Match."),
        ),
        query=Named,
    ),
)
