"""The part of a surface that lies in a box."""

from __future__ import annotations

import numpy as np
from trimesh.intersections import slice_faces_plane

from configurator.domain.dimensions import Box
from configurator.domain.errors import failed
from configurator.kernel.facets import Facets

# mm by which a wall must stand off all that is left for nothing to be cut there.
CLEAR = 1e-6


def clipped(facets: Facets, box: Box) -> np.ndarray:
    """Triangles (n, 3, 3) in mm, cut along the box's walls; raises `Failed` where none are left.

    A facet that lies on a wall belongs to the box if the material behind it does.
    """
    low, high = np.array(box.low, float), np.array(box.high, float)
    whole = ((facets.low > low) & (facets.high < high)).all(axis=1)
    touching = ((facets.low <= high) & (facets.high >= low)).all(axis=1)
    triangles = np.concatenate([facets.corners[whole], _cut(facets.corners[touching & ~whole], low, high)])
    if len(triangles) == 0:
        raise failed("nothing of the part lies in the box", hint="Check the box's corners.")
    return triangles


def _cut(corners: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    vertices = corners.reshape(-1, 3)
    faces = np.arange(len(vertices)).reshape(-1, 3)
    for normal, wall in ((sign * axis, wall) for axis in np.eye(3) for sign, wall in ((1, low), (-1, high))):
        if ((vertices - wall) @ normal).min(initial=np.inf) <= CLEAR:
            vertices, faces, _ = slice_faces_plane(vertices, faces, normal, wall)
    return np.asarray(vertices[faces]).reshape(-1, 3, 3)
