"""A mesh as plain arrays, made once for its examination, its measurements and its analysis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np
import trimesh

from configurator.kernel.geometry.mesh_edges import MeshEdges, connected_labels, mesh_edges
from configurator.kernel.geometry.sagittas import sagittas_of

# In a mesh's metadata: how far in mm its facets may stand off the surface that it was made from.
CHORD_KEY = "chord_mm"
# Half a unit in the last place of float32, in which STL files and the B-rep kernel's writer give corners.
FLOAT32 = 2.0**-24


@dataclass(frozen=True, eq=False)
class Facets:
    """Vertices (n, 3) and faces (m, 3) as indices, with the properties of faces that are used most.

    These are: corners (m, 3, 3), bounding boxes from `low` to `high` (m, 3), unit normals (m, 3),
    areas (m,), and the `chord` within which the facets keep to their surface, infinite where nobody
    knows. All in mm and mm2. Taken from the mesh once, as it hashes itself at every access.
    The boxes are in memory axis by axis, so that comparing all of them takes a tenth of the time.
    """

    vertices: np.ndarray
    faces: np.ndarray
    corners: np.ndarray
    low: np.ndarray
    high: np.ndarray
    normals: np.ndarray
    areas: np.ndarray
    chord: float = inf

    @cached_property
    def edges(self) -> MeshEdges:
        """Where the facets meet."""
        return mesh_edges(self.faces)

    @cached_property
    def bodies(self) -> np.ndarray:
        """(m,) label from 0 of each face's body; those that only touch, in a corner or along an edge, count apart."""
        return connected_labels(self.edges.pairs, len(self.faces))

    @cached_property
    def heights(self) -> np.ndarray:
        """(m,) how far in mm the planes of the faces lie from the origin, along their normals."""
        return np.asarray(np.einsum("ij,ij->i", self.corners[:, 0], self.normals))

    @cached_property
    def sagittas(self) -> np.ndarray:
        """(m,) height in mm of the smooth surface above each face, 0 where flat."""
        return sagittas_of(self.vertices, self.normals, self.areas, self.edges, self.chord)


def facets_of(mesh: trimesh.Trimesh) -> Facets:
    """The arrays of a mesh in mm, cached in it until it changes; a collapsed facet has no normal, (0, 0, 0)."""
    facets: Facets | None = mesh._cache["facets"]
    if facets is None:
        chord = float(mesh.metadata.get(CHORD_KEY, inf))
        facets = _arrays(np.array(mesh.vertices, float), np.array(mesh.faces, np.int64), chord)
        mesh._cache["facets"] = facets
    return facets


def _arrays(vertices: np.ndarray, faces: np.ndarray, chord: float) -> Facets:
    corners = vertices[faces]
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    across = np.cross(b - a, c - a)
    double = np.linalg.norm(across, axis=1)
    normals = across / np.maximum(double, 1e-300)[:, None]
    low, high = (np.asfortranarray(each) for each in (np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)))
    return Facets(vertices, faces, corners, low, high, normals, double / 2, chord)


def greatest_sagitta(facets: Facets, faces: np.ndarray, lean: np.ndarray | float = 1.0) -> float:
    """The greatest of the sagittas in mm of `faces` (indices), 0 without any.

    `lean` (n,) is the cosine between each face's normal and the direction that is measured in:
    along it the smooth surface stands further off. It is limited at 84 degrees, beyond which it means nothing.
    """
    return float((facets.sagittas[faces] / np.maximum(np.abs(lean), 0.1)).max(initial=0.0))


def lean_across(facets: Facets, faces: np.ndarray, axis: np.ndarray) -> np.ndarray:
    """(n,) cosine between the faces' normals and the plane perpendicular to `axis`."""
    return np.asarray(np.linalg.norm(np.cross(facets.normals[faces], axis), axis=1))


def faces_at(facets: Facets, point: np.ndarray, margin: float = 1e-6) -> np.ndarray:
    """Indices of the faces whose bounding boxes, widened by `margin` mm, contain `point`."""
    inside = (facets.low <= point + margin) & (facets.high >= point - margin)
    return np.flatnonzero(inside.all(axis=1))


def rounding(facets: Facets) -> float:
    """How far a coordinate in mm may be off because corners are stored in single precision."""
    return FLOAT32 * float(np.abs(facets.vertices).max())
