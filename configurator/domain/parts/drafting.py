"""The options of a drawing: its offer, date, projection, unit and paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, get_args

Projection = Literal["first", "third"]
LengthUnit = Literal["mm", "in"]
Paper = Literal["A4", "A3"]
# The fields of `Drafting` that a format may depend on; all formats depend on the compensation.
DraftingOption = Literal["offer", "date", "projection", "unit", "paper", "picture_unit", "installation"]

PROJECTIONS: Final[tuple[Projection, ...]] = get_args(Projection)
LENGTH_UNITS: Final[tuple[LengthUnit, ...]] = get_args(LengthUnit)
DRAFTING_OPTIONS: Final[tuple[DraftingOption, ...]] = get_args(DraftingOption)
# Width and height in mm, landscape.
PAPERS: Final[dict[Paper, tuple[float, float]]] = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}


@dataclass(frozen=True)
class Drafting:
    """What files depend on beside the design itself: a drawing and a quality sheet on all, a mesh on the last.

    `offer` is the id of an offer, empty for none: its process adds to the tolerances. `date` (ISO 8601)
    stands in the title block; `paper` is the smallest that shows the part well where none is named.
    A picture has its sizes in `picture_unit`, or in `unit` where none is named. `installation` is a sentence for sheets
    and the report: where the part sits and what touches it; empty where whoever orders it has not said. Holes are drawn
    `hole_compensation_mm` wider in diameter than asked.
    """

    offer: str = ""
    date: str = ""
    projection: Projection = "first"
    unit: LengthUnit = "mm"
    paper: Paper | None = None
    picture_unit: LengthUnit | None = None
    installation: str = ""
    hole_compensation_mm: float = 0.0


def today() -> str:
    """Today's date in UTC, ISO 8601, for the title block."""
    return datetime.now(UTC).date().isoformat()


DEFAULT_DRAFTING: Final = Drafting()
