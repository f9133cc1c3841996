"""A thread of the tables, and how far off it is what somebody measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Any, Final

from configurator.domain.standards.thread_allowances import Piece
from configurator.domain.standards.threads import INCH_MM, METRIC_SERIES, Thread

# Binary fractions, and pitches that a table rounds: what differs by less is the same.
LEAST_DIFFERENCE: Final = 1e-4


@dataclass(frozen=True)
class MeasuredThread:
    """What somebody measured, in mm: over a screw or within a nut, and from crest to crest."""

    diameter: float
    pitch: float
    piece: Piece = "screw"

    @property
    def per_inch(self) -> float:
        """The threads in an inch."""
        return INCH_MM / self.pitch


@dataclass(frozen=True)
class Candidate:
    """A thread of the tables and how far off it is: measured less basic, in mm.

    `basic` is the diameter of its table that the piece is held against. `diameter_distance` and `pitch_distance` are 0
    for the sizes of the table and 1 at the end of what is allowed. `is_worn` where the piece has lost more than makers
    allow.
    """

    thread: Thread
    series: str
    basic: float
    diameter_off: float
    pitch_off: float
    diameter_distance: float
    pitch_distance: float
    is_worn: bool

    @property
    def is_allowed(self) -> bool:
        """Whether the piece may be of this thread."""
        return max(self.diameter_distance, self.pitch_distance) <= 1 + LEAST_DIFFERENCE

    @property
    def distance(self) -> float:
        """How unlikely it is; 0 for the sizes of the table."""
        return round(hypot(self.diameter_distance, self.pitch_distance), 4)

    @property
    def per_inch(self) -> float | None:
        """Threads per inch; None for a thread whose pitch is named in mm."""
        return None if self.series in METRIC_SERIES else round(INCH_MM / self.thread.pitch, 2)

    @property
    def verdict(self) -> str:
        """In two or three words, what to think of it."""
        if self.is_allowed:
            return "worn" if self.is_worn else "as made"
        far = {"diameter": self.diameter_distance, "pitch": self.pitch_distance}
        return f"{' and '.join(name for name, each in far.items() if each > 1)} too far off"

    def as_dict(self) -> dict[str, Any]:
        """As it stands in JSON."""
        return {
            "name": self.thread.name,
            "series": self.series,
            "diameter_mm": round(self.basic, 4),
            "pitch_mm": round(self.thread.pitch, 4),
            "tpi": self.per_inch,
            "angle_deg": self.thread.angle,
            "diameter_off_mm": round(self.diameter_off, 4) + 0.0,
            "pitch_off_mm": round(self.pitch_off, 4) + 0.0,
            "worn": self.is_worn,
            "source": self.thread.source,
        }
