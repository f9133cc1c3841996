"""Flat polygons: how they turn, and the triangles between them."""

from __future__ import annotations

from collections.abc import Sequence

import manifold3d
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
IndexArray = NDArray[np.int64]


def signed_area(polygon: Points) -> float:
    """Of a polygon (n, 2), positive where it runs counter-clockwise."""
    (x, y), (next_x, next_y) = polygon.T, np.roll(polygon, -1, axis=0).T
    return float((x * next_y - y * next_x).sum() / 2)


def turn_angles(polygon: Points) -> Points:
    """(n,) rad by which a polygon (n, 2) turns at each of its points."""
    ahead = np.roll(polygon, -1, axis=0) - polygon
    behind = np.roll(ahead, 1, axis=0)
    return np.arctan2(behind[:, 0] * ahead[:, 1] - behind[:, 1] * ahead[:, 0], (behind * ahead).sum(axis=1))


def triangulate(rings: Sequence[IndexArray], points: Points) -> IndexArray:
    """(m, 3) triangles, as numbers of points (n, 2), between rings: outer ones counter-clockwise, holes clockwise."""
    triangles = np.asarray(manifold3d.triangulate([points[ring] for ring in rings]), dtype=np.int64)
    return np.concatenate(rings)[triangles]
