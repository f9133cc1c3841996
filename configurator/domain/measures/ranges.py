"""Values outside the range of their parameter, and the unit that was probably meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from configurator.domain.measures.sheets import Sheet, SheetEntry
from configurator.domain.parts.designs import round_value
from configurator.domain.parts.kinds import limits_of, parameter_unit
from configurator.domain.parts.parameters import Parameters
from configurator.domain.problems import Problem, refusal
from configurator.domain.quantities import show_quantity
from configurator.domain.units import UNITS

# Units that people take for one another, the commonest first.
OFTEN_CONFUSED: Final = {
    "mm": "millimetres", "in": "inches", "cm": "centimetres", "m": "metres", "lb": "pounds", "kg": "kilograms",
    "g": "grams",
}  # fmt: skip
# What lies nearer to its range was measured wrongly rather than in another unit. The project's own choice.
NEAR_RATIO: Final = 1.25


def range_problems(parameters: type[Parameters], sheet: Sheet) -> Iterator[Problem]:
    """A refusal for each value of the sheet that lies outside its range."""
    for name, entry in sheet.entries.items():
        field = parameters.model_fields[name]
        limits = limits_of(field)
        if limits is None:
            continue
        low, high = limits
        value, unit = round_value(float(entry.value)), parameter_unit(field)
        if not low <= value <= high:
            yield refusal(
                f"{show_quantity(value, unit)} lies outside {show_quantity(low, unit)} to {show_quantity(high, unit)}.",
                name,
                hint=_unit_hint(entry, unit, low, high),
            )


def _unit_hint(entry: SheetEntry, unit: str, low: float, high: float) -> str:
    """The unit that would put the number, as it was entered, within its range: the commonest error in entry."""
    value = float(entry.value)
    if unit not in UNITS or low / NEAR_RATIO <= value <= high * NEAR_RATIO:
        return "Measure again."
    kind, size = UNITS[unit]
    number = value * size / UNITS[entry.unit][1]
    for name, word in OFTEN_CONFUSED.items():
        other_kind, other_size = UNITS[name]
        converted = number * other_size / size
        if other_kind == kind and name != entry.unit and low <= converted <= high:
            same = "" if name == unit else f" ({show_quantity(converted, unit)})"
            return f"If it is in {word}, write {number:g}{name}{same}; otherwise measure again."
    return "Measure again, and check the unit."
