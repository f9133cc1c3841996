"""The orientations in which a part can rest on a bed: on the facets of its convex hull."""

from __future__ import annotations

import numpy as np
from scipy.spatial import ConvexHull

from configurator.kernel.geometry.facets import Facets

MAX_POSES = 40
# Facets of the hull whose normals agree to this, per coordinate, are one: on a round part there are thousands.
NORMAL_TOLERANCE = 0.1
# (200, 3) directions spread evenly over a sphere (Fibonacci's lattice).
_STEPS = (np.arange(200) + 0.5) / 200
_HEIGHTS, _TURNS = 1 - 2 * _STEPS, np.pi * (1 + 5**0.5) * 200 * _STEPS
_RADII = np.sqrt(1 - _HEIGHTS**2)
OUTWARDS = np.stack([_RADII * np.cos(_TURNS), _RADII * np.sin(_TURNS), _HEIGHTS], axis=1).astype(np.float32)
# Turned on the bed in steps of 5 degrees, to cover the least of it.
TURNS = np.radians(np.arange(0, 90, 5))


def find_poses(facets: Facets) -> np.ndarray:
    """(n, 3, 3) rotations, up to 40, that lay the part on the largest facets of its hull; rows are x, y and z.

    The part's longer side is then along x.
    """
    points = _outermost_vertices(facets.vertices)
    hull = ConvexHull(points)
    normals = _largest_normals(points[hull.simplices], hull.equations[:, :3])
    return _turn_to_least_area(_rotations_to(-normals), points[hull.vertices])


def _outermost_vertices(vertices: np.ndarray) -> np.ndarray:
    """The vertices that are farthest out in any of many directions: on a round part all would be on the hull."""
    if len(vertices) <= len(OUTWARDS):
        return vertices
    return vertices[np.unique((OUTWARDS @ vertices.T.astype(np.float32)).argmax(axis=1))]


def _largest_normals(corners: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """(n, 3) normals of the largest groups of triangles that face alike, each that of its largest triangle."""
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2
    _, group = np.unique((normals / NORMAL_TOLERANCE).round(), axis=0, return_inverse=True)
    order = np.lexsort((-areas, group))
    first = np.flatnonzero(np.diff(group[order], prepend=-1))
    total = np.bincount(group, areas)
    return normals[order[first]][np.argsort(-total.round(6), kind="stable")[:MAX_POSES]]


def _rotations_to(up: np.ndarray) -> np.ndarray:
    """(n, 3, 3) rotations whose last rows are `up` (n, 3)."""
    across = np.eye(3)[np.abs(up).argmin(axis=1)]
    across = across - up * np.einsum("ij,ij->i", across, up)[:, None]
    across /= np.linalg.norm(across, axis=1)[:, None]
    return np.stack([across, np.cross(up, across), up], axis=1)


def _turn_to_least_area(rotations: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The rotations, each turned about z so that the points cover the smallest rectangle, the longer side along x."""
    cosine, sine = np.cos(TURNS), np.sin(TURNS)
    turns = np.stack([np.stack([cosine, sine], axis=1), np.stack([-sine, cosine], axis=1)], axis=1)
    flat = np.einsum("tij,pjk->ptik", turns, rotations[:, :2])
    extents = np.ptp(flat @ points.T, axis=3)
    best = extents.prod(axis=2).round(6).argmin(axis=1)
    each = np.arange(len(rotations))
    rows, sides = flat[each, best], extents[each, best]
    upright = sides[:, 0] < sides[:, 1]
    rows[upright] = np.stack([rows[upright, 1], -rows[upright, 0]], axis=1)
    return np.concatenate([rows, rotations[:, 2:]], axis=1)
