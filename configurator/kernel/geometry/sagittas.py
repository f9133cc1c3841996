"""How far facets may stand off the smooth surface they stand for."""

from __future__ import annotations

import numpy as np

from configurator.kernel.geometry.mesh_edges import MeshEdges

# Radians between two facets above which they meet in an edge of the part: the mesher turns by at most 0.3 from facet to
# facet on a smooth surface.
CREASE_RAD = 0.5
# In chords of the mesh: a surface that would stand off its facets further is none, so they meet in an edge of the part.
# Of balls, tori, cones, lofts and splines the furthest stood off 1.06 chords, at chords of 0.01, 0.05 and 0.25 mm.
CREASE_CHORDS = 2.0


def sagittas_of(
    vertices: np.ndarray, normals: np.ndarray, areas: np.ndarray, edges: MeshEdges, chord: float
) -> np.ndarray:
    """(m,) height in mm of the smooth surface above each face, 0 where flat; from unit normals (m, 3), areas (m,).

    The mesh is within `chord` mm of its surface, which tells a shallow edge of the part from a bend.

    From the turn t between neighbouring facets of widths a and b: their edge stands a b t / (a + b)
    above the chord that spans both, and an arc four times less above its own chord. A triangle's
    three edges add up, which is exact where a surface bends two ways and quads are cut into triangles.
    """
    one, other = edges.pairs.T
    half = np.minimum(_lengths(normals[one] - normals[other]) / 2, 1)
    length = np.maximum(_lengths(vertices[edges.shared[:, 0]] - vertices[edges.shared[:, 1]]), 1e-12)
    a, b = 2 * areas[one] / length, 2 * areas[other] / length
    # For t it takes 4 tan(t / 4), which is exact on a circle; `half` is sin(t / 2).
    height = a * b / np.maximum(a + b, 1e-12) * half / (1 + np.sqrt(1 - half**2))
    height[(half >= np.sin(CREASE_RAD / 2)) | (height > CREASE_CHORDS * chord)] = 0
    return np.asarray(np.bincount(one, height, len(areas)) + np.bincount(other, height, len(areas)))


def _lengths(vectors: np.ndarray) -> np.ndarray:
    """(n,) of vectors (n, 3)."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)))
