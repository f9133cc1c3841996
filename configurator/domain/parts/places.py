"""Places on a part, in the template's frame and in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float, float]
X: Point = (1.0, 0.0, 0.0)
Y: Point = (0.0, 1.0, 0.0)
Z: Point = (0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Box:
    """An axis-aligned region between two corners."""

    low: Point
    high: Point

    @property
    def centre(self) -> Point:
        """The middle of the box."""
        a, b = self.low, self.high
        return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)


EVERYWHERE = Box((-1e6, -1e6, -1e6), (1e6, 1e6, 1e6))
