"""A closed, smooth plan outline in mm, and how far inside it points lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

PlanArray = NDArray[np.float64]
SAMPLES = 3000


@dataclass(frozen=True)
class Outline:
    """A closed cubic spline through (n, 2) points in mm, in counter-clockwise order."""

    points: tuple[tuple[float, float], ...]

    @cached_property
    def knots(self) -> PlanArray:
        """(n + 1,) parameter of each point, the last that of the first again; centripetal."""
        chords = np.linalg.norm(np.diff(self._closed, axis=0), axis=1)
        return np.concatenate([[0.0], np.cumsum(np.sqrt(chords))])

    @cached_property
    def curve(self) -> CubicSpline:
        """Parameter -> (x, y); periodic over the knots."""
        return CubicSpline(self.knots, self._closed, bc_type="periodic")

    @cached_property
    def dense(self) -> PlanArray:
        """(SAMPLES, 2) points along the outline, the last equal to the first."""
        return self.curve(self._parameters)

    def piece(self, first: int, last: int, fractions: PlanArray) -> PlanArray:
        """(k, 2) points at `fractions` of the arc length from point `first` on to point `last`."""
        start, end = self.knots[first], self.knots[last]
        lengths = np.interp([start, end], self._parameters, self._arc)
        return self.curve(np.interp(lengths[0] + fractions * (lengths[1] - lengths[0]), self._arc, self._parameters))

    def nearest(self, xy: PlanArray) -> NDArray[np.int64]:
        """(k,) which of the dense points is nearest to each of (k, 2) points."""
        return np.asarray(self._tree.query(xy)[1], dtype=np.int64)

    def direction(self, xy: PlanArray) -> PlanArray:
        """(k, 2) unit vectors along the outline at (k, 2) points on it.

        By the curve itself: of points closer to one another than its samples, the nearest samples are the same.
        """
        nearest = self._parameters[self.nearest(xy)]
        along = self.curve(nearest, 1)
        step = np.einsum("ij,ij->i", xy - self.curve(nearest), along) / np.einsum("ij,ij->i", along, along)
        tangent = self.curve(nearest + step, 1)
        return np.asarray(tangent / np.linalg.norm(tangent, axis=1)[:, None])

    def inset(self, xy: PlanArray, nearest: NDArray[np.int64] | None = None) -> tuple[PlanArray, PlanArray]:
        """For (k, 2) points: (k,) distance from the outline, positive inside, and (k, 2) nearest points on it.

        `nearest` are the dense points nearest to them, where they are known, at least approximately.
        """
        index = self.nearest(xy) if nearest is None else nearest
        # The nearest point lies on one of the two segments that meet at the nearest sample.
        sides = [self._project(xy, (index + step) % (SAMPLES - 1)) for step in (-1, 0)]
        nearer = (sides[0][0] <= sides[1][0])[:, None]
        foot = np.where(nearer, sides[0][1], sides[1][1])
        along = np.where(nearer, sides[0][2], sides[1][2])
        offset = xy - foot
        inside = along[:, 0] * offset[:, 1] - along[:, 1] * offset[:, 0] >= 0
        distance = np.linalg.norm(offset, axis=1)
        return np.where(inside, distance, -distance), foot

    @cached_property
    def _closed(self) -> PlanArray:
        return np.array([*self.points, self.points[0]], dtype=float)

    @cached_property
    def _parameters(self) -> PlanArray:
        return np.linspace(0.0, self.knots[-1], SAMPLES)

    @cached_property
    def _arc(self) -> PlanArray:
        return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(self.dense, axis=0), axis=1))])

    @cached_property
    def _tree(self) -> cKDTree:
        return cKDTree(self.dense[:-1])

    def _project(self, xy: PlanArray, segment: Any) -> tuple[PlanArray, PlanArray, PlanArray]:
        start, along = self.dense[segment], self.dense[segment + 1] - self.dense[segment]
        share = np.einsum("ij,ij->i", xy - start, along) / np.einsum("ij,ij->i", along, along)
        foot = start + np.clip(share, 0.0, 1.0)[:, None] * along
        return np.linalg.norm(xy - foot, axis=1), foot, along
