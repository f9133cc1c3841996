"""A thread as somebody enters it: its diameter, and its pitch or its threads per inch, as texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from reprlib import repr as brief
from typing import Final

from configurator.domain.errors import Refused, refused
from configurator.domain.problems import Problem
from configurator.domain.quantities import Quantity, parse_quantity, unit_factor
from configurator.domain.standards.thread_allowances import Piece
from configurator.domain.standards.thread_candidates import MeasuredThread
from configurator.domain.standards.threads import INCH_MM

# What the fields are called, on pages and in the interface.
DIAMETER: Final = "diameter"
PITCH: Final = "pitch"
PER_INCH: Final = "tpi"
HOW_TO_COUNT: Final = "Count the threads along an inch, or measure ten threads from crest to crest and take a tenth."
HOW_TO_MEASURE: Final = "Callipers over the threads of the screw, or in the bore of the nut: 9.5, 3/8in."


@dataclass(frozen=True)
class EnteredThread:
    """What was entered, as read: the diameter in mm, and the pitch in mm or, of `rate`, threads per inch."""

    diameter: Quantity
    rate: Quantity
    is_per_inch: bool
    piece: Piece

    @property
    def measured(self) -> MeasuredThread:
        """The same in mm."""
        pitch = INCH_MM / self.rate.value if self.is_per_inch else self.rate.value
        return MeasuredThread(self.diameter.value, pitch, self.piece)

    @property
    def rate_field(self) -> str:
        """Where the pitch was entered."""
        return PER_INCH if self.is_per_inch else PITCH


def read_entry(diameter: str, pitch: str, per_inch: str, piece: Piece, unit: str) -> EnteredThread:
    """What was entered; lengths without a unit are in `unit`, mm or in. Raises Refused with all that cannot be read."""
    problems: list[Problem] = []
    size = _collect(problems, lambda: _read_length(diameter, unit, DIAMETER, HOW_TO_MEASURE))
    rate = _collect(problems, lambda: _read_rate(pitch.strip(), per_inch.strip(), unit))
    if size is None or rate is None:
        raise Refused(*problems)
    return EnteredThread(size, rate, not pitch.strip(), piece)


def _collect(problems: list[Problem], read: Callable[[], Quantity]) -> Quantity | None:
    try:
        return read()
    except Refused as error:
        problems.extend(error.problems)
        return None


def _read_rate(pitch: str, per_inch: str, unit: str) -> Quantity:
    if pitch and per_inch:
        raise refused("Pitch and threads per inch are both given.", PITCH, PER_INCH, hint="Leave one of them out.")
    if not pitch and not per_inch:
        raise refused("Neither pitch nor threads per inch are given.", PITCH, PER_INCH, hint=HOW_TO_COUNT)
    if pitch:
        return _read_length(pitch, unit, PITCH, HOW_TO_COUNT)
    return _above_zero(parse_quantity(per_inch, "", PER_INCH), PER_INCH, HOW_TO_COUNT)


def _read_length(text: str, unit: str, field: str, hint: str) -> Quantity:
    if not text.strip():
        raise refused("It is missing.", field, hint=hint)
    entered = parse_quantity(text, unit, field)
    in_mm = replace(entered, value=entered.value * unit_factor(unit, "mm", field), unit="mm")
    return _above_zero(in_mm, field, hint)


def has_unit(entered: Quantity) -> bool:
    """Whether a unit was written behind the number."""
    return not entered.entered[-1:].isnumeric() and not entered.entered.endswith(".")


def _above_zero(quantity: Quantity, field: str, hint: str) -> Quantity:
    if quantity.value <= 0:
        raise refused(f"{brief(quantity.entered)} is not more than 0.", field, hint=hint)
    return quantity
