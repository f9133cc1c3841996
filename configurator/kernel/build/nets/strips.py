"""The triangles between the rows of a net: each row is zipped with the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from configurator.kernel.build.nets.faces import NetFace, NetWindow, SideName
from configurator.kernel.build.nets.sampling import NetSamples
from configurator.kernel.build.nets.spline import NET_DEGREE, Floats, Numbers, local

# Parameters as whole numbers, so that steps with the same middle tie exactly.
WHOLE_UNITS = 2.0**30


@dataclass(frozen=True, eq=False)
class Grid:
    """The points of a face, row by row: `row` (n,) of each, parameters `uv` (n, 2), `places` (n, 3) in mm.

    `start` (k + 1,) are the numbers of the first points of k rows, and the number of all.
    """

    row: Numbers
    uv: Floats
    places: Floats
    start: Numbers

    def side(self, name: SideName) -> Numbers:
        """The points along a side, along rising u or v."""
        return {
            "first row": np.arange(self.start[1]),
            "last row": np.arange(self.start[-2], self.start[-1]),
            "first column": self.start[:-1],
            "last column": self.start[1:] - 1,
        }[name]

    def window_side(self, window: NetWindow, name: SideName) -> Numbers:
        """The points along a side of a window, along rising u or v."""
        u, v = self.uv.T
        (low_u, low_v), (high_u, high_v) = window.low, window.high
        within_u, within_v = (u >= low_u) & (u <= high_u), (v >= low_v) & (v <= high_v)
        return np.flatnonzero(
            {
                "first row": (u == low_u) & within_v,
                "last row": (u == high_u) & within_v,
                "first column": (v == low_v) & within_u,
                "last column": (v == high_v) & within_u,
            }[name]
        )


def grid_of(net: Floats, samples: NetSamples) -> Grid:
    """The points of a net (r, c, 3) at its samples."""
    counts = [len(points) for points in samples.points]
    row, v = np.repeat(np.arange(len(counts)), counts), np.concatenate(samples.points)
    first, weights = local(net.shape[0], samples.rows)
    lines = np.einsum("ki,kicx->kcx", weights, net[first[:, None] + np.arange(NET_DEGREE + 1)])
    first, weights = local(net.shape[1], v)
    places = sum(weights[:, index, None] * lines[row, first + index] for index in range(NET_DEGREE + 1))
    return Grid(row, np.stack([samples.rows[row], v], axis=1), np.asarray(places), np.append(0, np.cumsum(counts)))


def triangles_of(face: NetFace, grid: Grid) -> Numbers:
    """(m, 3) numbers of points, counter-clockwise by their parameters; holes are covered."""
    ahead, behind = _zip_rows(grid, 1), _zip_rows(grid, -1)
    triangles = np.concatenate([ahead, behind])
    for window in face.windows:
        triangles = triangles[~_is_in_window(window, grid.uv[triangles])]
    return triangles


def _zip_rows(grid: Grid, ahead: int) -> Numbers:
    """Each step along a row with the opposite point of the next row (1) or of the previous row (-1).

    The steps of two neighbouring rows are taken in the order of their middles.
    """
    row, v = grid.row, grid.uv[:, 1]
    step = np.flatnonzero(row[1:] == row[:-1])
    middle = ((v[step] + v[step + 1]) * WHOLE_UNITS).astype(np.int64)
    # In the order of rows, and of steps within them.
    per_row = np.int64((v.max() + 1) * 2 * WHOLE_UNITS)
    order, first = row[step] * per_row + middle, np.searchsorted(row[step], np.arange(len(grid.start)))
    paired = np.flatnonzero((row[step] + ahead >= 0) & (row[step] + ahead < len(grid.start) - 1))
    other, base = row[step[paired]] + ahead, step[paired]
    position = np.searchsorted(order, order[paired] + ahead * per_row, "left" if ahead > 0 else "right") - first[other]
    opposite = grid.start[other] + position
    return np.stack([base, opposite, base + 1] if ahead > 0 else [base, base + 1, opposite], axis=1)


def _is_in_window(window: NetWindow, corners: Floats) -> NDArray[np.bool_]:
    """(m,) whether triangles (m, 3, 2) lie in the window."""
    return np.asarray(((corners >= window.low) & (corners <= window.high)).all(axis=(1, 2)))
