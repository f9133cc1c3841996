"""A mesh prepared for display: smooth where the surface is, crisp where it has a crease."""

from __future__ import annotations

from math import cos, radians

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from trimesh import Trimesh

from configurator.kernel.geometry.facets import Facets, facets_of

Corners = NDArray[np.float64]
Faces = NDArray[np.int64]
# Between the turn from facet to facet of a round surface and that of any real corner.
SHADING_CREASE_RAD = radians(30)


def split_at_creases(mesh: Trimesh, crease: float = SHADING_CREASE_RAD) -> tuple[Corners, Corners, Faces]:
    """Vertices (n, 3), their unit normals (n, 3) and faces (m, 3), split where facets turn by more than `crease` rad.

    Corners of neighbouring facets become one vertex when no crease runs between them. Its normal
    is the mean of the facets', weighted by area and angle, so that flat faces beside a fillet stay flat.
    """
    facets = facets_of(mesh)
    count, label = _vertex_groups(facets, crease)
    faces = label.reshape(-1, 3).astype(np.int64)
    vertices = np.empty((count, 3))
    vertices[label] = facets.corners.reshape(-1, 3)
    return vertices, _vertex_normals(facets, label, count), faces


def _vertex_groups(facets: Facets, crease: float) -> tuple[int, NDArray[np.int32]]:
    """How many vertices to draw, and which of them each of the 3 m corners is."""
    pairs, ends = facets.edges.pairs, facets.edges.shared
    one, other = (facets.normals[side] for side in pairs.T)
    smooth = np.einsum("ij,ij->i", one, other) > cos(crease)
    pairs, ends = pairs[smooth], ends[smooth]
    corners = [_corner_numbers(facets.faces, pairs[:, side], ends[:, end]) for side in (0, 1) for end in (0, 1)]
    rows, columns = np.concatenate(corners[:2]), np.concatenate(corners[2:])
    total = 3 * len(facets.faces)
    links = coo_array((np.ones(len(rows), bool), (rows, columns)), shape=(total, total))
    count, label = connected_components(links, directed=False)
    return count, label


def _corner_numbers(faces: Faces, which: NDArray[np.int64], vertex: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where `vertex` stands among the corners of face `which`, counted through all faces."""
    _, second, third = (corner[which] == vertex for corner in faces.T)
    return 3 * which + second + 2 * third


def _vertex_normals(facets: Facets, label: NDArray[np.int32], count: int) -> Corners:
    weights = (facets.areas[:, None] * _angles(facets)).reshape(-1)
    corner_normals = np.repeat(facets.normals, 3, axis=0) * weights[:, None]
    sums = np.stack([np.bincount(label, corner_normals[:, axis], count) for axis in range(3)], axis=1)
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    # A sliver without area has no normal and is invisible; but a normal must have a length.
    return np.where(length > 0, sums / np.where(length > 0, length, 1), (0.0, 0.0, 1.0))


def _angles(facets: Facets) -> Corners:
    """(m, 3) rad at the corners of each facet."""
    ahead = np.roll(facets.corners, -1, axis=1) - facets.corners
    between = -np.einsum("mcx,mcx->mc", ahead, np.roll(ahead, 1, axis=1))
    return np.arctan2(2 * facets.areas[:, None], between)
