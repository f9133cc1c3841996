"""The part of a surface inside a box."""

from __future__ import annotations

import numpy as np
from trimesh.intersections import slice_faces_plane

from configurator.domain.errors import failed
from configurator.domain.parts.dimensions import Box
from configurator.kernel.geometry.facets import Facets

# Where a wall is at least so many mm from all remaining vertices, nothing is cut there.
CLEARANCE_MM = 1e-6


def clip_triangles(facets: Facets, box: Box) -> np.ndarray:
    """Triangles (n, 3, 3) in mm, cut along the box's walls; raises `Failed` where none are left.

    A facet that lies on a wall belongs to the box if the material behind it does.
    """
    whole, crossing = _faces_in_box(facets, box)
    triangles = np.concatenate([facets.corners[whole], _clip_triangles(facets.corners[crossing], box)])
    if len(triangles) == 0:
        raise failed("nothing of the part lies in the box", hint="Check the box's corners.")
    return triangles


def furthest_point(facets: Facets, box: Box, outwards: np.ndarray) -> np.ndarray:
    """(3,) the point in the box that is furthest in that direction; raises `Failed` where there is none."""
    whole, crossing = _faces_in_box(facets, box)
    if not len(whole):
        points = clip_triangles(facets, box).reshape(-1, 3)
        return np.asarray(points[(points @ outwards).argmax()])
    inside = facets.corners[whole].reshape(-1, 3)
    reach = inside @ outwards
    # Of the others only those are cut that may reach further.
    ends = np.where(outwards > 0, facets.high[crossing], facets.low[crossing])
    further = crossing[np.clip(ends, box.low, box.high) @ outwards > reach.max()]
    points = np.concatenate([inside[[reach.argmax()]], _clip_triangles(facets.corners[further], box).reshape(-1, 3)])
    return np.asarray(points[(points @ outwards).argmax()])


def _faces_in_box(facets: Facets, box: Box) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the faces that lie wholly in the box, and of those that may cross its walls."""
    whole = ((facets.low > box.low) & (facets.high < box.high)).all(axis=1)
    touching = ((facets.low <= box.high) & (facets.high >= box.low)).all(axis=1)
    return np.flatnonzero(whole), np.flatnonzero(touching & ~whole)


def _clip_triangles(corners: np.ndarray, box: Box) -> np.ndarray:
    low, high = np.array(box.low, float), np.array(box.high, float)
    vertices = corners.reshape(-1, 3)
    faces = np.arange(len(vertices)).reshape(-1, 3)
    for normal, wall in ((sign * axis, wall) for axis in np.eye(3) for sign, wall in ((1, low), (-1, high))):
        if ((vertices - wall) @ normal).min(initial=np.inf) <= CLEARANCE_MM:
            vertices, faces, _ = slice_faces_plane(vertices, faces, normal, wall)
    return np.asarray(vertices[faces]).reshape(-1, 3, 3)
