"""A design's model and picture, made when they are asked for, under addresses that name their content."""

from __future__ import annotations

from typing import Annotated

from flask import Response
from pydantic import ConfigDict, Field

from configurator import catalogue
from configurator.domain.errors import refused
from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.designs import Design
from configurator.domain.text_bounds import OUTLINE
from configurator.services.designs.configure import configure
from configurator.services.previews.drafts import Preview
from configurator.services.previews.pictures import PictureSize
from configurator.services.previews.previews import Superseded
from configurator.services.previews.shapes import DesignShape, find_shape, shape_of
from web.api.caching import CACHE_HEADERS, cache_forever
from web.api.operations import Answer, Operation
from web.api.problems import problem_response
from web.api.schemas import PLAIN_TEXT, Query, TemplateId
from web.context import web_context
from web.kernel_turns import picture_in_turn, read_visitor
from web.links import parameter_texts

# Pages show outlines too, which may be long.
ShownText = Annotated[str, Field(max_length=OUTLINE.max_length, pattern=PLAIN_TEXT)]
GLB, PNG = "model/gltf-binary", "image/png"
PREVIEW_HINT = "POST the values to designs: its answer has the address."


class Shown(Query):
    """A design: its template, and every parameter by name, as the address that came with it has them."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, ShownText] = Field(init=False)

    template: TemplateId


class Pictured(Shown):
    """A design, and how large its picture is to be."""

    size: Annotated[PictureSize, Field(description="thumbnail, or picture with sizes in mm or in inches.")] = "picture"


def show_preview(key: str, query: Shown, client: str) -> Response:
    """Make a design's model for a viewer: GLB in metres, with the lines of its dimensions.

    The key and the design must belong together, so the address can be kept for a year.
    """
    try:
        preview = web_context().previews.get(client, _read_shape(key, query), read_visitor())
    except Superseded as error:
        return problem_response(409, error.problems)
    return cache_forever(preview.glb, GLB, key, {"Server-Timing": _server_timing(preview)})


def show_picture(key: str, query: Pictured) -> Response:
    """Make a design's picture, PNG."""
    png = picture_in_turn(_read_shape(key, query), query.size)
    return cache_forever(png, PNG, f"{key}-{query.size}", {})


def _read_shape(key: str, query: Shown) -> DesignShape:
    """The shape of the query's design. Raises Refused, naming the key, if the key is not that of the design."""
    known = find_shape(key)
    if known is not None and _is_address_of(known.design, query):
        return known
    template = catalogue.find(query.template)
    design = configure(template, read_values(template.parameters, query.__pydantic_extra__)).design
    shape = shape_of(design) if design else None
    if shape is None or shape.key != key:
        raise refused("The address's key is not that of the design in its query.", "key", hint=PREVIEW_HINT)
    return shape


def _is_address_of(design: Design, query: Shown) -> bool:
    """Whether the query is, text by text, what an address of this design has."""
    return query.template == design.template and query.__pydantic_extra__ == parameter_texts(design)


def _server_timing(preview: Preview) -> str:
    """Each stage and its milliseconds, as the header Server-Timing has them; `known` for a cached preview."""
    return "known" if preview.cached else ", ".join(f"{name};dur={ms:.1f}" for name, ms in preview.timings_ms.items())


_NOT_MODIFIED = Answer(304, "Unchanged since the tag in If-None-Match.")
OPERATIONS = (
    Operation(
        "GET",
        "/previews/{key}",
        show_preview,
        (
            Answer(
                200, "The model.", media=(GLB,), headers={**CACHE_HEADERS, "Server-Timing": "Milliseconds per stage."}
            ),
            _NOT_MODIFIED,
        ),
        query=Shown,
        client=True,
        errors={409: "The same client has asked for something else since."},
    ),
    Operation(
        "GET",
        "/pictures/{key}",
        show_picture,
        (Answer(200, "The picture.", media=(PNG,), headers=CACHE_HEADERS), _NOT_MODIFIED),
        query=Pictured,
    ),
)
