"""The plan of a pad as numbers: its outline, and where that is parted into the sides of a net."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.shapes.nets import chebyshev_fractions
from configurator.shapes.outline import Outline, PlanArray

# Of the net of a pad's upper surface.
ROWS, COLUMNS = 80, 44
# Of a thin edge's height so much is rounded above.
ROUND_SHARE = 0.5


@dataclass(frozen=True)
class PadPlan:
    """A closed, smooth outline in mm, counter-clockwise, and the numbers of four of its points.

    They part it into front, left side, back and right side, as seen by who looks along x; at each of them it is smooth.
    The first is 0.
    """

    outline: Outline
    corners: tuple[int, int, int, int]

    def sides(self) -> PlanArray:
        """(ROWS, COLUMNS, 2) places on the rim, from back to front and from right to left; zero within."""
        s, t = chebyshev_fractions(ROWS), chebyshev_fractions(COLUMNS)
        first, second, third, fourth = self.corners
        xy = np.zeros((ROWS, COLUMNS, 2))
        xy[-1], xy[0] = self.outline.piece(first, second, t), self.outline.piece(third, fourth, 1.0 - t)
        xy[:, -1] = self.outline.piece(second, third, 1.0 - s)
        xy[:, 0] = self.outline.piece(fourth, len(self.outline.points), s)
        return xy


def fitted_outline(points: PlanArray, low: tuple[float, float], high: tuple[float, float]) -> Outline:
    """The closed curve through (n, 2) points, stretched along x and y until it just fills a box."""
    dense = Outline(_as_tuples(points)).dense
    least, most = dense.min(axis=0), dense.max(axis=0)
    share = (points - least) / (most - least)
    return Outline(_as_tuples(np.array(low) + share * (np.array(high) - np.array(low))))


def _as_tuples(points: PlanArray) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points)
