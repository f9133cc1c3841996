"""Parallel lines through a mesh, in double precision.

Single-precision ray casting errs by 1e-5 of the part's size. Parallel lines need no search tree:
projected along them, a line is a point in the plane and meets the triangles that contain it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from configurator.kernel.geometry.facets import Facets

# Barycentric slack, so that a line through an edge meets at least one of the two triangles.
SLACK = 1e-9


@dataclass(frozen=True)
class Crossings:
    """Where lines meet faces, all (k,): the line's and face's index, the depth in mm along the line.

    `facing` is the cosine between line and outward normal: negative where the line enters material.
    """

    line: np.ndarray
    face: np.ndarray
    depth: np.ndarray
    facing: np.ndarray

    def where(self, chosen: np.ndarray) -> Crossings:
        """Those that a mask or an index picks."""
        return Crossings(self.line[chosen], self.face[chosen], self.depth[chosen], self.facing[chosen])

    def nearest(self) -> Crossings:
        """Of every line that crosses anything, the crossing of least depth."""
        ordered = self.where(np.lexsort((self.depth, self.line)))
        return ordered.where(np.unique(ordered.line, return_index=True)[1])


def crossings(facets: Facets, points: np.ndarray, frame: np.ndarray) -> Crossings:
    """All crossings of the lines through `points` (n, 3) along the frame's third row, by rising depth.

    Depth is counted from the point. Faces parallel to the lines are passed over.
    """
    spots = points @ frame.T
    near = _faces_under(facets, frame, spots)
    corners = facets.corners[near] @ frame.T
    line, face, weights = _spots_in_faces(spots[:, :2], corners[:, :, :2])
    depth = (weights * corners[face, :, 2]).sum(axis=1) - spots[line, 2]
    facing = facets.normals[near[face]] @ frame[2]
    hits = Crossings(line, near[face], depth, facing)
    return hits.where(np.argsort(depth, kind="stable"))


def _faces_under(facets: Facets, frame: np.ndarray, spots: np.ndarray) -> np.ndarray:
    """Indices of the faces whose outline, projected along the lines, may contain a spot."""
    projected = frame[:2] @ facets.vertices.T
    a, b, c = (projected[:, corner] for corner in facets.faces.T)
    low, high = spots[:, :2].min(axis=0)[:, None], spots[:, :2].max(axis=0)[:, None]
    left, right = np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)
    return np.flatnonzero(((left <= high) & (right >= low)).all(axis=0))


def _spots_in_faces(spots: np.ndarray, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs (line, face) with the spot (n, 2) in the triangle (m, 3, 2), and barycentric weights (k, 3)."""
    first, u, v = corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    solid = np.abs(area) > 1e-12
    offset = spots[:, None] - first
    area = np.where(solid, area, 1.0)
    b = (offset[..., 0] * v[:, 1] - offset[..., 1] * v[:, 0]) / area
    c = (u[:, 0] * offset[..., 1] - u[:, 1] * offset[..., 0]) / area
    line, face = np.nonzero(solid & (b >= -SLACK) & (c >= -SLACK) & (b + c <= 1 + SLACK))
    b, c = b[line, face], c[line, face]
    return line, face, np.stack([1 - b - c, b, c], axis=1)
