"""What a drawing says of each dimension: its number, its size as asked, and how far the finished part may stray."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from configurator.domain.naming import title_of
from configurator.domain.offers.inspection_limits import inspection_limits
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.dimensions import Dimension
from configurator.domain.parts.drafting import Drafting, LengthUnit
from configurator.kernel.part import Measurement

PER_UNIT: Final[dict[LengthUnit, float]] = {"mm": 1.0, "in": 25.4}
DECIMALS_BY_UNIT: Final[dict[LengthUnit, int]] = {"mm": 2, "in": 3}
SIGNS: Final = {"diameter": "Ø", "thickness": "t ", "girth": "girth "}


@dataclass(frozen=True)
class Callout:
    """A measurement with its number on sheet and drawing; sizes in the drawing's unit, angles in degrees."""

    number: int
    measurement: Measurement
    prefix: str
    nominal: float
    tolerance: float | None
    text: str
    # The end of the text: the tolerance, where there is one.
    margin: str

    @property
    def title(self) -> str:
        """The dimension's name in words."""
        return title_of(self.measurement.dimension.name)


def make_callouts(measurements: Iterable[Measurement], drafting: Drafting) -> tuple[Callout, ...]:
    """All of them, numbered from 1 in the template's order."""
    return tuple(_callout(number, each, drafting) for number, each in enumerate(measurements, 1))


def _callout(number: int, measurement: Measurement, drafting: Drafting) -> Callout:
    dimension = measurement.dimension
    angle = dimension.kind == "angle"
    decimals, per = (1, 1.0) if angle else (DECIMALS_BY_UNIT[drafting.unit], PER_UNIT[drafting.unit])
    nominal = round(dimension.nominal / per, decimals) + 0.0
    allowed = _allowed(dimension, drafting)
    tolerance = None if allowed is None else round(allowed / per, decimals)
    prefix = SIGNS.get(dimension.kind, "")
    shown = f"{prefix}{plain_text(nominal, decimals)}" + ("°" if angle else "")
    margin = "" if tolerance is None else f" ±{plain_text(tolerance, decimals)}"
    return Callout(number, measurement, prefix, nominal, tolerance, shown + margin, margin)


def _allowed(dimension: Dimension, drafting: Drafting) -> float | None:
    """In mm, both ways; None for what no process states a tolerance for."""
    if drafting.offer not in OFFERS:
        return None if dimension.kind == "angle" else dimension.tolerance
    accepted = inspection_limits(dimension.kind, dimension.nominal, dimension.tolerance, OFFERS[drafting.offer])
    return (accepted[1] - accepted[0]) / 2 if accepted else None


def plain_text(value: float, decimals: int) -> str:
    """Without zeros at its end."""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".").replace("-", "−")
