"""The options of a drawing: its offer, date, projection, unit and paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal, get_args

from configurator.domain.parts.formats import COLOURED_FORMATS, REPORT, SHEET_FORMATS

Projection = Literal["first", "third"]
LengthUnit = Literal["mm", "in"]
Paper = Literal["A4", "A3"]

PROJECTIONS: Final[tuple[Projection, ...]] = get_args(Projection)
LENGTH_UNITS: Final[tuple[LengthUnit, ...]] = get_args(LengthUnit)
# Width and height in mm, landscape.
PAPERS: Final[dict[Paper, tuple[float, float]]] = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}


@dataclass(frozen=True)
class Drafting:
    """What a drawing and a quality sheet depend on beside the design itself.

    `offer` is the id of an offer, empty for none: its process adds to the tolerances. `date` (ISO 8601)
    stands in the title block; `paper` is the smallest that shows the part well where none is named.
    """

    offer: str = ""
    date: str = ""
    projection: Projection = "first"
    unit: LengthUnit = "mm"
    paper: Paper | None = None


def today() -> str:
    """Today's date in UTC, ISO 8601, for the title block."""
    return datetime.now(UTC).date().isoformat()


DEFAULT_DRAFTING: Final = Drafting()


def relevant_drafting(kind: str, beside: Iterable[str], drafting: Drafting) -> Mapping[str, Any]:
    """The options that a file depends on: all for a sheet, the offer for a picture, those of its files for a report."""
    if kind == REPORT:
        return {name: value for each in beside for name, value in relevant_drafting(each, (), drafting).items()}
    if kind in SHEET_FORMATS:
        return asdict(drafting)
    return {"offer": drafting.offer} if kind in COLOURED_FORMATS else {}
