"""The plan of a left foot's orthosis: heel backwards at x = 0, toes towards +x, medial side at -y.

The proportions are the project's own, taken from foot tracings; the sizes they scale come from
the person. A foot's lateral ball (fifth metatarsal head) lies at 0.86 of its medial ball length.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from configurator.shapes.outline import Outline, PlanArray

OutlineStyle = Literal["full", "sulcus", "three_quarter"]
PlanPoints = tuple[tuple[float, float], ...]

HEEL_AT = 0.155  # where along the foot the heel is broadest
LATERAL_BALL = 0.86
WAIST = 0.565  # of the way to the ball, where the outline is narrowest
# How far a plate ends behind (-) or beyond (+) the ball, over its rim, in foot lengths.
FRONT: dict[str, float] = {"sulcus": 0.06, "three_quarter": -0.035}
# Breadth of the front of the shorter styles, in foot breadths: behind the ball a foot is narrower.
BREADTH: dict[str, float] = {"full": 1.0, "sulcus": 1.0, "three_quarter": 0.88}


@dataclass(frozen=True)
class FootOutline:
    """Sizes in mm: foot length, foot breadth, breadth of the heel, heel to medial ball; style of length; front edge.

    The front edge is the x of its medial end; the full style ends at the foot's length instead.

    The sides are pieces of one closed curve between numbered points: front (medial to lateral),
    lateral side (to the heel), heel (to the medial side), medial side (to the front).
    """

    length: float
    breadth: float
    heel: float
    ball: float
    style: OutlineStyle
    front_edge: float

    @cached_property
    def curve(self) -> Outline:
        """The whole outline, counter-clockwise from the medial end of the front."""
        return Outline(self._front + self._lateral + self._heel + self._medial)

    def front(self, fractions: PlanArray) -> PlanArray:
        """(k, 2) points on the front edge, from medial to lateral."""
        return self.curve.piece(0, self._corners[0], fractions)

    def lateral(self, fractions: PlanArray) -> PlanArray:
        """(k, 2) points on the lateral side, from heel to front."""
        return self.curve.piece(self._corners[0], self._corners[1], 1.0 - fractions)

    def heel_end(self, fractions: PlanArray) -> PlanArray:
        """(k, 2) points round the back of the heel, from medial to lateral."""
        return self.curve.piece(self._corners[1], self._corners[2], 1.0 - fractions)

    def medial(self, fractions: PlanArray) -> PlanArray:
        """(k, 2) points on the medial side, from heel to front."""
        return self.curve.piece(self._corners[2], len(self.curve.points), fractions)

    def medial_edge(self, x: float | PlanArray) -> Any:
        """The y of the medial side at each x, beyond its ends the y of the end."""
        return np.interp(x, *self._medial_points)

    def lateral_edge(self, x: float | PlanArray) -> Any:
        """The y of the lateral side at each x, beyond its ends the y of the end."""
        return np.interp(x, *_by_rising_x(self.lateral(np.linspace(0.0, 1.0, 300))))

    @cached_property
    def _medial_points(self) -> tuple[PlanArray, PlanArray]:
        return _by_rising_x(self.medial(np.linspace(0.0, 1.0, 300)))

    @property
    def _corners(self) -> tuple[int, int, int]:
        lateral = len(self._front) - 1
        back = lateral + len(self._lateral) + 2
        return lateral, back, back + 2

    @property
    def _front(self) -> PlanPoints:
        length, b = self.length, self.breadth
        if self.style == "full":
            return (
                (0.975 * length, -0.35 * b),
                (length, -0.17 * b),
                (0.965 * length, 0.06 * b),
                (0.875 * length, 0.335 * b),
            )
        edge, k = self.front_edge, BREADTH[self.style]
        lateral = self._lateral_front
        return (
            (edge + 0.005 * length, -0.386 * k * b),
            (edge + 0.01 * length, -0.12 * b),
            ((edge + lateral) / 2 + 0.02 * length, 0.19 * b),
            (lateral, 0.455 * k * b),
        )

    @property
    def _lateral(self) -> PlanPoints:
        waist = (WAIST * self.ball, 0.41 * self.breadth)
        if self.style == "full":
            return ((LATERAL_BALL * self.ball, 0.51 * self.breadth), waist)
        return ((self._lateral_front - 0.04 * self.length, 0.51 * BREADTH[self.style] * self.breadth), waist)

    @property
    def _heel(self) -> PlanPoints:
        length, heel = self.length, self.heel
        return (
            (HEEL_AT * length, 0.5 * heel),
            (0.04 * length, 0.36 * heel),
            (0.0, 0.0),
            (0.04 * length, -0.36 * heel),
            (HEEL_AT * length, -0.5 * heel),
        )

    @property
    def _medial(self) -> PlanPoints:
        length, b = self.length, self.breadth
        waist = (WAIST * self.ball, -0.40 * b)
        if self.style == "full":
            return (waist, (self.ball, -0.49 * b), (0.90 * length, -0.455 * b))
        return (
            waist,
            (0.835 * self.ball, -0.435 * b),
            (self.front_edge - 0.03 * length, -0.49 * BREADTH[self.style] * b),
        )

    @property
    def _lateral_front(self) -> float:
        return LATERAL_BALL * self.ball + 0.6 * (self.front_edge - self.ball)


def _by_rising_x(xy: PlanArray) -> tuple[PlanArray, PlanArray]:
    """x and y, (k,) each, of (k, 2) points along a side, by rising x."""
    x, y = xy[np.argsort(xy[:, 0])].T
    return x, y
