"""Flat polygons: how they turn, and the triangles between them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
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
    """(m, 3) triangles, as numbers of points (n, 2), counter-clockwise: what lies within an odd number of `rings`.

    They are Delaunay's, but for the rings that they keep to (GEOS), so that none runs on along points in one line.
    Raises ValueError where the rings cross.
    """
    lines, used = [shapely.LinearRing(points[ring]) for ring in rings], np.concatenate(rings)
    return np.asarray(used[delaunay_triangles(shapely.build_area(shapely.MultiLineString(lines)), points[used])])


def delaunay_triangles(area: shapely.Geometry, points: Points) -> IndexArray:
    """(m, 3) triangles, as numbers of points (n, 2), counter-clockwise: Delaunay's within the corners of an area.

    Raises ValueError where the area has a corner that is none of the points.
    """
    facets = shapely.get_parts(shapely.constrained_delaunay_triangles(area))
    triangles = _numbers_of(shapely.get_coordinates(facets).reshape(-1, 4, 2)[:, :3], points)
    ahead, aside = (points[triangles[:, end]] - points[triangles[:, 0]] for end in (1, 2))
    clockwise = ahead[:, 0] * aside[:, 1] < ahead[:, 1] * aside[:, 0]
    triangles[clockwise] = triangles[clockwise, ::-1]
    return triangles


def _numbers_of(places: Points, points: Points) -> IndexArray:
    """(...,) which of the points (n, 2) each place (..., 2) is."""
    known, wanted = (np.ascontiguousarray(each).view(np.complex128)[..., 0] for each in (points, places))
    order = np.argsort(known)
    numbers = order[np.searchsorted(known, wanted, sorter=order).clip(max=len(known) - 1)]
    if (known[numbers] != wanted).any():
        raise ValueError("the area has a corner that is none of the points")
    return np.asarray(numbers, dtype=np.int64)
