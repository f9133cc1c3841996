"""Findings of the examination of a finished part, each with its place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from configurator.domain.parts.dimensions import Point
from configurator.domain.problems import Problem, Severity

# Along x, y and z: what lies in the first third of the part, and in the last.
_SIDES: Final = (("at the back", "in front"), ("on the right", "on the left"), ("at the bottom", "at the top"))


def place_words(place: Point, bounds: tuple[Point, Point]) -> str:
    """Where a point of a part lies, in words and in mm: x is forwards, y to the left, z up.

    `bounds` are the least and the greatest corner of the part.
    """
    words = []
    for value, low, high, (first, last) in zip(place, *bounds, _SIDES, strict=True):
        third = (high - low) / 3
        words += [first] if value < low + third else [last] if value > high - third else []
    coordinates = ", ".join(f"{value + 0.0:.1f}" for value in place)
    return f"{', '.join(words) or 'in the middle'}, near ({coordinates}) mm"


@dataclass(frozen=True)
class Finding:
    """One finding on the mesh or the B-rep.

    `code` names its kind for programs. `place` is a point of the part in mm, `size` is in mm, or
    in mm2 or mm3 where `message` speaks of an area or a volume; None where there is no such thing.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    place: Point | None = None
    size: float | None = None

    def as_problem(self, bounds: tuple[Point, Point] | None = None) -> Problem:
        """The same as a problem, as a design is refused with; its place is told where the part's `bounds` are known."""
        place = f" Look {place_words(self.place, bounds)}." if self.place and bounds else ""
        return Problem(self.severity, f"{self.message}{place}", self.hint)

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: code, severity, message, hint, place, size."""
        return {**asdict(self), "place": list(self.place) if self.place is not None else None}
