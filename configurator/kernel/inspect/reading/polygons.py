"""Polygons divided into triangles which cover them once and use each of their corners."""

from __future__ import annotations

import manifold3d
import numpy as np
import shapely

# A triangle whose area is less than this share of its longest side squared is no better than none.
MIN_AREA_SHARE = 1e-6
# Corners up to which the triangles are also made as round as can be, in a time that grows with their square.
MAX_DELAUNAY_CORNERS = 1000


def divide_polygons(vertices: np.ndarray, corners: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Triangles (m, 3) of polygons, as indices of vertices (n, 3).

    `corners` has those of all polygons one after another, `counts` how many each has; of less than three there
    are no triangles. A polygon may be concave, have corners on straight sides, and a hole at the end of a cut.
    """
    starts = np.cumsum(counts) - counts
    triangles = [np.empty((0, 3), np.int64)]
    for number in np.unique(counts[counts >= 3]):
        rings = corners[starts[counts == number][:, None] + np.arange(number)]
        triangles.append(_divide_rings(vertices, rings))
    return np.concatenate(triangles)


def _divide_rings(vertices: np.ndarray, rings: np.ndarray) -> np.ndarray:
    """Triangles of polygons (k, n) with as many corners each: fans, where these do not fold."""
    fans = _fans(rings)
    if rings.shape[1] == 3:
        return fans.reshape(-1, 3)
    folded = _is_folded(vertices[fans])
    divided = [divide_polygon(vertices, ring) for ring in rings[folded]]
    return np.concatenate([fans[~folded].reshape(-1, 3), *divided])


def _fans(rings: np.ndarray) -> np.ndarray:
    """(k, n - 2, 3) triangles that all begin in the first corner."""
    first = np.repeat(rings[:, :1], rings.shape[1] - 2, axis=1)
    return np.stack([first, rings[:, 1:-1], rings[:, 2:]], axis=2)


def _is_folded(corners: np.ndarray) -> np.ndarray:
    """(k,) whether among triangles (k, t, 3, 3) one has hardly an area, or faces another way than all together."""
    sides = corners[:, :, [1, 2, 2]] - corners[:, :, [0, 0, 1]]
    areas = np.cross(sides[:, :, 0], sides[:, :, 1])
    normal = areas.sum(axis=1, keepdims=True)
    along = (areas * normal).sum(axis=2)
    least = MIN_AREA_SHARE * (sides**2).sum(axis=3).max(axis=2) * np.linalg.norm(normal, axis=2)
    # Corners that are no numbers are counted later.
    return np.asarray((along <= least).any(axis=1) & np.isfinite(along).all(axis=1))


def divide_polygon(vertices: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Triangles (m, 3) of one polygon; a fan where it covers no area, or crosses itself, and cannot be divided."""
    ring = ring[ring != np.roll(ring, 1)]
    if len(ring) < 3:
        return np.empty((0, 3), np.int64)
    points = _projection(vertices[ring])
    order = _delaunay(points) if len(ring) <= MAX_DELAUNAY_CORNERS else None
    if order is None:
        order = np.asarray(manifold3d.triangulate([points]), np.int64)
    if len(order) != len(ring) - 2:
        return _fans(ring[None])[0]
    return ring[order]


def _projection(corners: np.ndarray) -> np.ndarray:
    """(n, 2) corners (n, 3) of a polygon, counter-clockwise, along the axis that it faces most.

    No number is altered, so that straight sides stay as straight as they are.
    """
    centred = corners - corners[0]
    normal = np.cross(centred, np.roll(centred, -1, axis=0)).sum(axis=0)
    axis = int(np.abs(normal).argmax())
    across = [(axis + 1) % 3, (axis + 2) % 3]
    return np.ascontiguousarray(corners[:, across if normal[axis] >= 0 else across[::-1]])


def _delaunay(points: np.ndarray) -> np.ndarray | None:
    """Triangles (m, 3) of a polygon (n, 2) by ear clipping (GEOS), as indices; None where it finds none."""
    try:
        pieces = shapely.constrained_delaunay_triangles(shapely.Polygon(points))
    except shapely.errors.GEOSException:
        return None
    index = {(x, y): number for number, (x, y) in enumerate(points.tolist())}
    corners = [[index[place] for place in piece.exterior.coords[:3]] for piece in pieces.geoms]
    triangles = np.array(corners, np.int64).reshape(-1, 3)
    if len(triangles) != len(points) - 2:
        return None
    a, b, c = points[triangles].swapaxes(0, 1)
    clockwise = (b - a)[:, 0] * (c - a)[:, 1] < (b - a)[:, 1] * (c - a)[:, 0]
    triangles[clockwise] = triangles[clockwise][:, ::-1]
    return triangles
