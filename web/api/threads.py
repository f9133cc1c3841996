"""Which thread is this? From measured sizes to threads of the tables."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from configurator.domain.parts.drafting import LengthUnit
from configurator.domain.standards.thread_allowances import Piece
from configurator.domain.standards.thread_identification import identify_thread
from web.api.operations import Answer, Operation
from web.api.schemas import Query, Shape, Text

Off = Annotated[float, Field(description="Measured less the size of the table.")]


class MeasuredSizes(Query):
    """What was measured; lengths may name their unit."""

    diameter: Annotated[Text, Field(description="Over the screw, or within the nut: 9.5, 3/8in.", examples=["9.5"])]
    pitch: Annotated[Text, Field(description="From crest to crest, such as 1.25; or give tpi.")] = ""
    tpi: Annotated[Text, Field(description="Threads per inch, such as 16; or give pitch.", examples=["16"])] = ""
    piece: Annotated[Piece, Field(description="Whether the outside of a screw or the bore of a nut.")] = "screw"
    unit: Annotated[LengthUnit, Field(description="Of lengths that name none.")] = "mm"


class ThreadShown(Shape):
    """A thread of the tables, and how far off the measured sizes are."""

    name: str
    series: Literal["metric_coarse", "metric_fine", "unc", "unf", "bsw", "bsf", "bsp", "ba"]
    diameter_mm: Annotated[float, Field(description="Of its table: the screw's outside, or the nut's bore.")]
    pitch_mm: float
    tpi: Annotated[float | None, Field(description="Of a thread that is named by it.")]
    angle_deg: Annotated[float, Field(description="Between the flanks.")]
    diameter_off_mm: Off
    pitch_off_mm: Off
    worn: Annotated[bool, Field(description="Whether it has lost more than makers allow.")]
    source: str


class ThreadsShown(Shape):
    """The threads that it may be, or those that come nearest."""

    piece: Piece
    diameter_mm: float
    pitch_mm: float
    candidates: Annotated[list[ThreadShown], Field(description="The likeliest first.")]
    nearest: Annotated[list[ThreadShown], Field(description="Where there is no candidate.")]
    distinctions: Annotated[list[str], Field(description="What tells the likeliest from each of the others.")]
    hints: Annotated[list[str], Field(description="What may have been entered wrongly, where there is no candidate.")]


def find_threads(query: MeasuredSizes) -> ThreadsShown:
    """Find the threads that measured sizes may be those of, worn ones allowed for."""
    found = identify_thread(query.diameter, query.pitch, query.tpi, query.piece, query.unit)
    return ThreadsShown(**found.as_dict())


OPERATIONS = (
    Operation("GET", "/threads", find_threads, (Answer(200, "The threads.", ThreadsShown),), query=MeasuredSizes),
)
