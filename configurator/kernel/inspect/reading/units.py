"""In which unit a file counts: as it states, as the user says, or as its size makes far likelier. Never silently."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.domain.errors import refused
from configurator.domain.quantities import show_quantity
from configurator.domain.units import FILE_UNITS_MM, find_unit
from configurator.kernel.inspect.reading.geometry import Geometry, unreadable_file
from configurator.kernel.inspect.reading.limits import MAX_COORDINATE_MM

# By the longest side as the file counts it; between and beyond these, several units are as likely, or
# none. The project's own choice: a part measures from 10 mm to 3 m, few measure less than 25 mm, and
# files without a unit are in mm or, from scanners, in metres.
FAR_LIKELIER = (("m", 0.01, 0.5), ("mm", 25.0, 3000.0))
# Those that parts are drawn in.
USUAL_UNITS = ("mm", "cm", "m", "in")
# mm between which a part's longest side mostly is.
USUAL_SIZE_MM = (5.0, 1000.0)


@dataclass(frozen=True)
class FileUnit:
    """The unit, and how it is known."""

    value: str
    how: str


def resolve_unit(geometry: Geometry, user_unit: str) -> tuple[FileUnit, float]:
    """The unit, and what the geometry's numbers are multiplied by to be mm.

    Raises Refused, naming `unit`, where the file states another than `user_unit`, or where nothing decides.
    """
    if geometry.unit:
        return _stated_unit(geometry, user_unit)
    unit = FileUnit(user_unit, "given") if user_unit else _infer_unit(_longest_side(geometry))
    return unit, FILE_UNITS_MM[unit.value]


def _stated_unit(geometry: Geometry, user_unit: str) -> tuple[FileUnit, float]:
    unit = find_unit(geometry.unit)
    if user_unit and unit != user_unit and (unit or geometry.is_in_mm):
        hint = f"Leave --unit away, or export the file in {user_unit}."
        raise refused(f"The file states {unit or geometry.unit}, not {user_unit}.", "unit", hint=hint)
    if geometry.is_in_mm:
        return FileUnit(unit or geometry.unit, "stated by the file"), 1.0
    if unit:
        return FileUnit(unit, "stated by the file"), FILE_UNITS_MM[unit]
    unknown = f"the file states {geometry.unit[:20]!r}, which is no unit known here"
    if not user_unit:
        hint = f"Say which it is: --unit {' or --unit '.join(FILE_UNITS_MM)}."
        raise refused(f"{unknown[0].upper()}{unknown[1:]}.", "unit", hint=hint)
    return FileUnit(user_unit, f"given; {unknown}"), FILE_UNITS_MM[user_unit]


def check_place(geometry: Geometry, factor: float) -> None:
    """Raises Refused for what reaches too far from its origin, once in mm."""
    farthest = float(np.abs(geometry.vertices).max()) * factor
    if farthest > MAX_COORDINATE_MM:
        raise unreadable_file(
            f"It reaches {farthest / 1000:,.4g} m from its origin;"
            f" at most {MAX_COORDINATE_MM / 1000:g} m are examined.",
            "Check the unit, or move it to its origin.",
        )


def _longest_side(geometry: Geometry) -> float:
    used = geometry.vertices[geometry.faces.reshape(-1)]
    return float(np.ptp(used, axis=0).max())


def _infer_unit(longest: float) -> FileUnit:
    least_mm, most_mm = USUAL_SIZE_MM
    likely = [unit for unit in USUAL_UNITS if least_mm <= longest * FILE_UNITS_MM[unit] <= most_mm]
    for unit, least, most in FAR_LIKELIER:
        if least <= longest <= most:
            others = _join_or([_size_in_unit(longest, each) for each in likely if each != unit])
            rest = f"it would be {others}" if others else "no other unit makes a part of it"
            return FileUnit(unit, f"inferred: its longest side is then {_size_text(longest, unit)}; {rest}")
    if likely:
        candidates = f"Its longest side may be {_join_or([_size_in_unit(longest, unit) for unit in likely])}."
        hint = f"Say which: --unit {' or --unit '.join(likely)}."
    else:
        candidates, hint = f"No unit makes a part of a longest side of {longest:g}.", "Give --unit if it is right."
    raise refused(f"The file does not say in which unit it counts. {candidates}", "unit", hint=hint)


def _size_in_unit(longest: float, unit: str) -> str:
    return f"{_size_text(longest, unit)} in {unit}"


def _size_text(longest: float, unit: str) -> str:
    return show_quantity(float(f"{longest * FILE_UNITS_MM[unit]:.4g}"), "mm")


def _join_or(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
