"""The outline in a drawing, for parts that are cut after one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Base64Bytes, Field

from configurator.domain.parts.outlines import parse_outline
from configurator.domain.validation import StrictModel
from web.api.operations import Answer, Operation
from web.api.problems import Told, problem_shapes
from web.api.schemas import Shape, Text, with_example
from web.drawings import outline_in_turn

# The corners of a square of 10 mm, as an SVG.
SQUARE = (
    "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSIxMG1tIiBoZWlnaHQ9IjEwbW0iIHZpZXdCb3g9"
    "IjAgMCAxMCAxMCI+PHBhdGggZD0iTTAgMEgxMFYxMEgwWiIvPjwvc3ZnPg=="
)


class DrawingSent(StrictModel):
    """A DXF or SVG file."""

    model_config = with_example({"name": "square.svg", "content": SQUARE})

    content: Annotated[Base64Bytes, Field(description="The file's bytes in base 64.")]
    name: Annotated[Text, Field(description="The file's name.")] = ""
    unit: Annotated[Text, Field(description="mm, cm, m, in or, of an SVG, px, where the file states none.")] = ""


class OutlineRead(Shape):
    """What was read of a drawing."""

    outline: Annotated[str, Field(description="The value for a parameter that is an outline, in mm.")]
    width_mm: float
    height_mm: float
    holes: int
    unit: Annotated[str, Field(description="The one that the file states, or that was named.")]
    problems: Annotated[list[Told], Field(description="What is doubtful in it.")]
    left_out: Annotated[list[str], Field(description="What is no outline, such as 3 texts.")]


def read_drawing(body: DrawingSent) -> OutlineRead:
    """Read the one closed outline, with its holes, in a DXF or SVG file."""
    drawing = outline_in_turn(body.content, body.name, body.unit)
    outline = parse_outline(drawing.text)
    return OutlineRead(
        outline=drawing.text,
        width_mm=outline.width,
        height_mm=outline.height,
        holes=len(outline.holes),
        unit=drawing.unit,
        problems=problem_shapes(drawing.warnings),
        left_out=list(drawing.left_out),
    )


OPERATIONS = (
    Operation("POST", "/outlines", read_drawing, (Answer(200, "The outline.", OutlineRead),), body=DrawingSent),
)
