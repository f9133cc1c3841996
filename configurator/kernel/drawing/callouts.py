"""The callouts of a drawing: the number, the nominal size and the tolerance of each dimension."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from configurator.domain.naming import display_title
from configurator.domain.offers.inspection_limits import dimension_unit, inspection_limits
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.dimensions import Dimension, Girth
from configurator.domain.parts.drafting import Drafting, LengthUnit
from configurator.domain.parts.size_symbols import size_designation, size_manner, size_sign
from configurator.domain.rounding import round_half_up
from configurator.kernel.part import Measurement

PER_UNIT: Final[dict[LengthUnit, float]] = {"mm": 1.0, "in": 25.4}
DECIMALS_BY_UNIT: Final[dict[LengthUnit, int]] = {"mm": 2, "in": 4}
# What stands before sizes that a leader points at, whose kind no line shows.
WORDS_BEFORE: Final = {"thickness": "t ", "girth": "girth "}


@dataclass(frozen=True)
class Callout:
    """A measurement with its number on sheet and drawing; sizes in the drawing's unit, angles in degrees."""

    number: int
    measurement: Measurement
    prefix: str
    nominal: float
    tolerance: float | None
    text: str
    # The tolerance as it ends the text, and what is said after it; empty where there is neither.
    margin: str

    @property
    def title(self) -> str:
        """The dimension's name in words."""
        return display_title(self.measurement.dimension.name)

    def with_remark(self, words: str) -> Callout:
        """The same with words after its tolerance."""
        return replace(self, text=f"{self.text} {words}", margin=f"{self.margin} {words}")


def make_callouts(measurements: Iterable[Measurement], drafting: Drafting) -> tuple[Callout, ...]:
    """All of them, numbered from 1 in the template's order."""
    return tuple(_make_callout(number, each, drafting) for number, each in enumerate(measurements, 1))


def _make_callout(number: int, measurement: Measurement, drafting: Drafting) -> Callout:
    dimension = measurement.dimension
    is_angle = dimension_unit(dimension.kind) == "deg"
    decimals, mm_per_unit = (1, 1.0) if is_angle else (DECIMALS_BY_UNIT[drafting.unit], PER_UNIT[drafting.unit])
    nominal = round_half_up(dimension.nominal / mm_per_unit, decimals)
    deviation_mm = _allowed_deviation(dimension, drafting)
    tolerance = None if deviation_mm is None else round_half_up(deviation_mm / mm_per_unit, decimals)
    prefix = _words_before(dimension)
    size_text = f"{prefix}{plain_text(nominal, decimals)}" + ("°" if is_angle else "")
    manner = size_manner(dimension)
    margin = "" if tolerance is None else f" ±{plain_text(tolerance, decimals)}"
    margin += f" {manner}" if manner else ""
    return Callout(number, measurement, prefix, nominal, tolerance, size_text + margin, margin)


def _words_before(dimension: Dimension) -> str:
    """The sign of the size, or words, and before it a thread's designation."""
    if isinstance(dimension, Girth) and dimension.side == "inside":
        return "inner girth "
    sign, designation = size_sign(dimension), size_designation(dimension)
    sign = WORDS_BEFORE.get(dimension.kind, f"{sign} " if sign == "PCD" else sign)
    return f"{designation} {sign}" if designation else sign


def _allowed_deviation(dimension: Dimension, drafting: Drafting) -> float | None:
    """In mm, plus and minus; None for what no process states a tolerance for."""
    if drafting.offer not in OFFERS:
        return None if dimension_unit(dimension.kind) == "deg" else dimension.tolerance
    limits = inspection_limits(dimension.kind, dimension.nominal, dimension.tolerance, OFFERS[drafting.offer])
    return (limits[1] - limits[0]) / 2 if limits else None


def plain_text(value: float, decimals: int) -> str:
    """Without zeros at its end."""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".").replace("-", "−")
