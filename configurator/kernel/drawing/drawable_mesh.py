"""A part's mesh prepared for drawing: its edges, the normals of the faces beside them, and where it is smooth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree
from trimesh import Trimesh

from configurator.kernel.drawing.modelled_threads import ThreadPlace
from configurator.kernel.drawing.views import ViewPoints
from configurator.kernel.geometry.facets import Facets, facets_of
from configurator.kernel.geometry.rays import Target, target_of

FaceNumbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class DrawableMesh:
    """A mesh in mm that rays can be cast at, and `size`, the largest of its three.

    `edges` (n, 2, 3) are the pieces of its edges, `beside` (n, 2, 3) the unit normals of the two faces that
    meet there. `corners` (m, 3) says for the corners of each face which of the unit `normals` (k, 3) holds
    there: that of the smooth surface, of which a corner at an edge has one on either side. The `threads`
    are those that are modelled.
    """

    target: Target
    size: float
    edges: ViewPoints
    beside: ViewPoints
    corners: FaceNumbers
    normals: ViewPoints
    threads: tuple[ThreadPlace, ...] = ()


def drawable_mesh(
    mesh: Trimesh, edges: Sequence[ViewPoints], size: float, threads: tuple[ThreadPlace, ...] = ()
) -> DrawableMesh:
    """The skin of a closed mesh whose edges (n, 3) run through its vertices."""
    facets = facets_of(mesh)
    ends, faces = _shared_edges(facets)
    is_edge = np.isin(_edge_keys(ends, facets), _edge_keys(_edge_ends(facets, edges), facets))
    corners, count = _smooth_corners(facets, faces[~is_edge])
    pieces = facets.vertices[ends[is_edge]]
    return DrawableMesh(
        target_of(facets),
        size,
        pieces,
        facets.normals[faces[is_edge]],
        corners,
        _corner_normals(facets, corners, count),
        threads,
    )


def _shared_edges(facets: Facets) -> tuple[FaceNumbers, FaceNumbers]:
    """(n, 2) the ends of each edge of the mesh as vertices, lesser first, and the two faces that meet there."""
    ends = np.sort(facets.faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    keys = _edge_keys(ends, facets)
    order = np.argsort(keys, kind="stable")
    repeated = np.flatnonzero(keys[order[1:]] == keys[order[:-1]])
    one, other = order[repeated], order[repeated + 1]
    return ends[one], np.stack([one // 3, other // 3], axis=1)


def _edge_keys(ends: FaceNumbers, facets: Facets) -> FaceNumbers:
    """(n,) one number for each pair (n, 2) of vertices."""
    return np.asarray(ends[:, 0] * len(facets.vertices) + ends[:, 1])


def _edge_ends(facets: Facets, edges: Sequence[ViewPoints]) -> FaceNumbers:
    """(n, 2) the vertices between which the edges run, lesser first."""
    if not edges:
        return np.empty((0, 2), np.int64)
    nearest = np.asarray(cKDTree(facets.vertices).query(np.concatenate(edges))[1], np.int64)
    last = np.cumsum([len(line) for line in edges])[:-1] - 1
    ends = np.stack([nearest[:-1], nearest[1:]], axis=1)
    return np.sort(np.delete(ends, last, axis=0), axis=1)


def _smooth_corners(facets: Facets, pairs: FaceNumbers) -> tuple[FaceNumbers, int]:
    """As `DrawableMesh.corners`, and how many normals there are; pairs (n, 2) of faces meet without an edge."""
    links = coo_array((np.ones(len(pairs)), pairs.T), shape=(len(facets.faces),) * 2)
    surfaces = connected_components(links, directed=False)[1].astype(np.int64)
    _, corners = np.unique(surfaces[:, None] * len(facets.vertices) + facets.faces, return_inverse=True)
    return corners.reshape(-1, 3), int(corners.max()) + 1


def _corner_normals(facets: Facets, corners: FaceNumbers, count: int) -> ViewPoints:
    """(count, 3) the mean of the normals of the faces round each, weighted by their angles there."""
    weighted = (facets.normals[:, None] * _corner_angles(facets)[:, :, None]).reshape(-1, 3)
    sums = np.stack([np.bincount(corners.ravel(), column, count) for column in weighted.T], axis=1)
    return unit_rows(sums.astype(np.float64))


def _corner_angles(facets: Facets) -> ViewPoints:
    """(m, 3) radians at the corners of each face."""
    ahead = unit_rows(np.roll(facets.corners, -1, axis=1) - facets.corners)
    return np.asarray(np.arccos(np.clip(-np.einsum("ijk,ijk->ij", ahead, np.roll(ahead, 1, axis=1)), -1, 1)))


def unit_rows(vectors: ViewPoints) -> ViewPoints:
    """(..., 3) of length one; what has no length stays so."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1))
