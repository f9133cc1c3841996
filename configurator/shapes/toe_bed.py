"""The section of a toe spacer: hollow on both sides for the toes, and a loop round one of them if wanted.

Seen by the wearer's front: y to the left foot's lateral side, z up from below; mm. Proportions are the project's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import pi

import numpy as np
from shapely import Point, Polygon, box
from shapely.geometry.polygon import orient

from configurator.shapes.outline import Outline, PlanArray

# How high each round end is, of the whole height, but never higher than it is broad.
CAP_SHARE = 0.25
# Points of the section before and after it is smoothed, and of the loop's hole.
FINE_POINTS, CONTOUR_POINTS, HOLE_POINTS = 200, 128, 48
ARC_POINTS = 48
# Radius in mm of the hollows between body and loop, and of what stands out.
HOLLOW_MM = 3.0


@dataclass(frozen=True)
class ToeBed:
    """Thickness at the neck, above (dorsal) and below (plantar), and height; girth inside the loop, 0 for none, and its
    wall; on which side of the body it is, +1 or -1; how tightly the section may bend outwards."""

    neck: float
    dorsal: float
    plantar: float
    height: float
    loop_girth: float
    loop_wall: float
    loop_side: int
    tightest: float

    @property
    def loop_radius(self) -> float:
        """Of the hole."""
        return self.loop_girth / (2 * pi)

    @property
    def loop_centre(self) -> tuple[float, float]:
        """y and z of the loop's middle; its hole touches the neck's side."""
        return self.loop_side * (self.neck / 2 + self.loop_radius), self.height / 2

    @property
    def cap_heights(self) -> tuple[float, float]:
        """How high the round ends below and above are."""
        return min(CAP_SHARE * self.height, self.plantar / 2), min(CAP_SHARE * self.height, self.dorsal / 2)

    @property
    def broadest(self) -> tuple[float, float]:
        """z where the ends below and above are broadest."""
        below, above = self.cap_heights
        return below, self.height - above

    @cached_property
    def outer(self) -> Outline:
        """The whole section's outside, counter-clockwise from its lowest point."""
        if not self.loop_girth:
            return _resampled(self._body)
        loop = Point(self.loop_centre).buffer(self.loop_radius + self.loop_wall, quad_segs=ARC_POINTS)
        joined = Polygon(self._body).union(loop)
        filled = joined.buffer(HOLLOW_MM, quad_segs=ARC_POINTS).buffer(-HOLLOW_MM, quad_segs=ARC_POINTS)
        # The other toe's hollow stays as it is.
        far = 2 * (self.loop_girth + self.height)
        beside_loop = box(min(0.0, self.loop_side * far), -far, max(0.0, self.loop_side * far), far)
        whole = joined.union(filled.intersection(beside_loop)).buffer(-self.tightest, quad_segs=ARC_POINTS)
        return _resampled(np.array(orient(whole.buffer(self.tightest, quad_segs=ARC_POINTS)).exterior.coords)[:-1])

    @cached_property
    def hole(self) -> Outline:
        """The loop's inside."""
        turns = 2 * np.pi * np.arange(HOLE_POINTS) / HOLE_POINTS
        y, z = self.loop_centre
        return Outline(
            _as_tuples(np.column_stack([y + self.loop_radius * np.cos(turns), z + self.loop_radius * np.sin(turns)]))
        )

    @property
    def _body(self) -> PlanArray:
        """(n, 2) points round the body, counter-clockwise from its lowest."""
        share = np.linspace(0.0, 1.0, FINE_POINTS)
        turns = share * np.pi / 2
        (low, high), middle = self.broadest, self.height / 2
        below, above = self.cap_heights
        right = np.concatenate([
            np.column_stack([self.plantar / 2 * np.sin(turns), low - below * np.cos(turns)]),
            self._hollow(self.plantar, low, middle, share)[1:],
            self._hollow(self.dorsal, high, middle, share)[::-1][1:],
            np.column_stack([self.dorsal / 2 * np.cos(turns), high + above * np.sin(turns)])[1:],
        ])  # fmt: skip
        return np.concatenate([right, right[::-1][1:-1] * [-1.0, 1.0]])

    def _hollow(self, end: float, start: float, middle: float, share: PlanArray) -> PlanArray:
        """(n, 2) from where an end is broadest to the neck: level there and there."""
        half = self.neck / 2 + (end - self.neck) / 2 * np.cos(np.pi / 2 * share) ** 2
        return np.column_stack([half, start + share * (middle - start)])


def _resampled(points: PlanArray) -> Outline:
    """The closed curve through evenly spaced points of a fine polygon, from its lowest."""
    points = np.roll(points, -int(points[:, 1].argmin()), axis=0)
    closed = np.concatenate([points, points[:1]])
    gone = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))])
    at = gone[-1] * np.arange(CONTOUR_POINTS) / CONTOUR_POINTS
    return Outline(_as_tuples(np.column_stack([np.interp(at, gone, closed[:, axis]) for axis in (0, 1)])))


def _as_tuples(points: PlanArray) -> tuple[tuple[float, float], ...]:
    return tuple((float(a), float(b)) for a, b in points)
