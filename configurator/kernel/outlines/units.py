"""In which unit a drawing counts: as it states, or as a person says. Never guessed."""

from __future__ import annotations

from configurator.domain.errors import Refused, refused
from configurator.domain.units import FILE_UNITS_MM

# CSS Values and Units 3, 6.2: 96 px are an inch. Only an SVG counts in it.
PX = "px"
PX_MM = 25.4 / 96
# In which parts are drawn; the first is the likeliest.
USUAL_UNITS = ("mm", "in", "cm")
IN_WORDS = {"in": "inches"}


def unit_size(unit: str) -> float:
    """mm of a unit that a person may name; raises Refused, naming `unit`, for an unknown one."""
    if unit == PX:
        return PX_MM
    if unit not in FILE_UNITS_MM:
        raise refused(f"{unit[:20]!r} is no unit of a drawing.", "unit", hint=f"Known: {', '.join(FILE_UNITS_MM)}, px.")
    return FILE_UNITS_MM[unit]


def check_stated(stated: str, given: str) -> None:
    """Raises Refused, naming `unit`, where a person names another unit than the file states."""
    if given and given != stated:
        hint = f"Leave the unit away, or export the file in {given}."
        raise refused(f"The file states {stated}, not {given}.", "unit", hint=hint)


def missing_unit(width: float, height: float, units: tuple[str, ...] = USUAL_UNITS) -> Refused:
    """The refusal of a file without a unit: what its size would be in each of the likely ones."""
    sizes = [f"in {IN_WORDS.get(each, each)} {_size(width, each)} × {_size(height, each)} mm" for each in units]
    return refused(
        f"The file does not say in which unit it counts. It measures, counted {', '.join(sizes[:-1])} or {sizes[-1]}.",
        "unit",
        hint=f"Say which: {', '.join(units)}, or another.",
    )


def _size(size: float, unit: str) -> str:
    return f"{float(f'{size * unit_size(unit):.4g}'):,g}"
