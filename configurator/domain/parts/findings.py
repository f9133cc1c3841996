"""Findings of the examination of a finished part, each with its place."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from configurator.domain.parts.dimensions import Point
from configurator.domain.problems import Problem, Severity


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

    def as_problem(self) -> Problem:
        """The same as a problem, as a design is refused with."""
        return Problem(self.severity, self.message, self.hint)

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON: code, severity, message, hint, place, size."""
        return {**asdict(self), "place": list(self.place) if self.place is not None else None}
