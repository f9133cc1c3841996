"""A mesh as plain arrays, and how far its facets may stand off the smooth surface they stand for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import trimesh

# Radians between two facets above which they meet in an edge of the part; `kernel.mesh` turns
# by at most 0.3 from facet to facet on a smooth surface.
CREASE = 0.5
# Half a unit in the last place of float32, in which STL files and the B-rep kernel's writer give corners.
FLOAT32 = 2.0**-24


@dataclass(frozen=True)
class Facets:
    """Vertices (n, 3) and faces (m, 3) as indices, with what is asked of faces again and again.

    These are: corners (m, 3, 3), bounding boxes from `low` to `high` (m, 3), unit normals (m, 3),
    areas (m,). All in mm and mm2. Taken from the mesh once: it hashes itself whenever it is asked.
    The boxes lie in memory axis by axis, for which comparing all of them takes a tenth of the time.
    """

    vertices: np.ndarray
    faces: np.ndarray
    corners: np.ndarray
    low: np.ndarray
    high: np.ndarray
    normals: np.ndarray
    areas: np.ndarray


def facets_of(mesh: trimesh.Trimesh) -> Facets:
    """The arrays of a mesh in mm; a collapsed facet has no normal, (0, 0, 0)."""
    vertices, faces = np.array(mesh.vertices, float), np.array(mesh.faces)
    corners = vertices[faces]
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    across = np.cross(b - a, c - a)
    double = np.linalg.norm(across, axis=1)
    normals = across / np.maximum(double, 1e-300)[:, None]
    low, high = (np.asfortranarray(each) for each in (np.minimum(np.minimum(a, b), c), np.maximum(np.maximum(a, b), c)))
    return Facets(vertices, faces, corners, low, high, normals, double / 2)


def sagittas(facets: Facets, faces: np.ndarray) -> np.ndarray:
    """(n,) height in mm of the smooth surface above each of the given faces (indices), 0 where flat.

    From the turn t between neighbouring facets of widths a and b: their edge stands a b t / (a + b)
    above the chord that spans both, and an arc four times less above its own chord. A triangle's
    three edges add up, which is exact where a surface bends two ways and quads are cut into triangles.
    """
    near = _neighbourhood(facets, faces)
    pairs, edges = trimesh.graph.face_adjacency(facets.faces[near], return_edges=True)
    normals = facets.normals[near][pairs]
    turn = 2 * np.arcsin(np.clip(np.linalg.norm(normals[:, 0] - normals[:, 1], axis=1) / 2, 0, 1))
    length = np.linalg.norm(np.diff(facets.vertices[edges], axis=1)[:, 0], axis=1)
    width = 2 * facets.areas[near][pairs] / np.maximum(length, 1e-12)[:, None]
    height = width.prod(axis=1) / np.maximum(width.sum(axis=1), 1e-12) * 4 * np.tan(turn / 4)
    smooth = turn < CREASE
    above = np.bincount(pairs[smooth].ravel(), np.repeat(height[smooth] / 4, 2), len(near))
    return np.asarray(above[np.searchsorted(near, faces)])


def greatest_sagitta(facets: Facets, faces: np.ndarray, lean: np.ndarray | float = 1.0) -> float:
    """The greatest of the faces' sagittas in mm, 0 without faces.

    `lean` (n,) is the cosine between each face's normal and the direction that is measured in:
    along it the smooth surface stands further off. More than 84 degrees says nothing of that way.
    """
    return float((sagittas(facets, faces) / np.maximum(np.abs(lean), 0.1)).max(initial=0.0))


def lean_across(facets: Facets, faces: np.ndarray, axis: np.ndarray) -> np.ndarray:
    """(n,) cosine between the faces' normals and the plane perpendicular to `axis`."""
    return np.asarray(np.linalg.norm(np.cross(facets.normals[faces], axis), axis=1))


def _neighbourhood(facets: Facets, faces: np.ndarray) -> np.ndarray:
    """Indices of the faces and of those that share an edge with them."""
    touched = np.zeros(len(facets.vertices), bool)
    touched[facets.faces[faces]] = True
    a, b, c = (touched[corner] for corner in facets.faces.T)
    return np.flatnonzero((a & b) | (b & c) | (c & a))


def faces_at(facets: Facets, point: np.ndarray, margin: float = 1e-6) -> np.ndarray:
    """Indices of the faces whose own bounding boxes hold `point`, give or take `margin` mm."""
    held = (facets.low <= point + margin) & (facets.high >= point - margin)
    return np.flatnonzero(held.all(axis=1))


def rounding(facets: Facets) -> float:
    """How far a coordinate in mm may lie off because corners are held in single precision."""
    return FLOAT32 * float(np.abs(facets.vertices).max())
