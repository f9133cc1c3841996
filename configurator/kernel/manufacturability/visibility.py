"""What is visible from places on a surface: rays into the air, cosine-weighted as of a diffuse reflector."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from configurator.kernel.geometry.rays import Target, cast_rays
from configurator.kernel.manufacturability.surface_samples import R2_STEPS, SurfaceSamples

# The weight of normals among places, in mm: half the distance that opposite normals count as, for a wall has two sides.
NORMAL_WEIGHT_MM = 5.0


@dataclass(frozen=True)
class SightLines:
    """Rays from n places: the face (n, number) that each meets, -1 for none, how far away in mm, and where it ends."""

    face: np.ndarray
    depth: np.ndarray
    end: np.ndarray

    def where(self, selection: np.ndarray) -> SightLines:
        """The places that `selection` (mask or indices) names."""
        return SightLines(self.face[selection], self.depth[selection], self.end[selection])


def mark_outside(target: Target, places: SurfaceSamples, looks: SightLines, sees_out: np.ndarray) -> np.ndarray:
    """(n, number) faces met, -1 also where the nearest place sees out: the neck of a mouth counts as outside.

    The nearest place is one that faces in the same direction as the surface that was met.
    """
    known = np.hstack([places.points, NORMAL_WEIGHT_MM * places.normals])
    line, ray = np.nonzero(looks.face >= 0)
    queries = np.hstack([looks.end[line, ray], NORMAL_WEIGHT_MM * target.facets.normals[looks.face[line, ray]]])
    nearest = cKDTree(known).query(queries)[1]
    met = looks.face.copy()
    met[line, ray] = np.where(sees_out[nearest], -1, met[line, ray])
    return met


def cast_sight_lines(target: Target, places: SurfaceSamples, number: int) -> SightLines:
    """So many cosine-weighted rays into the air from each place."""
    n = len(places.points)
    u, v = ((np.arange(n * number)[:, None] + 1) * R2_STEPS % 1).T.reshape(2, n, number, 1)
    across = np.eye(3)[np.abs(places.normals).argmin(axis=1)]
    across = np.cross(places.normals, across)
    across /= np.linalg.norm(across, axis=1)[:, None]
    other = np.cross(places.normals, across)
    flat = np.cos(2 * np.pi * u) * across[:, None] + np.sin(2 * np.pi * u) * other[:, None]
    ways = (np.sqrt(v) * flat + np.sqrt(1 - v) * places.normals[:, None]).reshape(-1, 3)
    starts = np.repeat(places.points + target.clear * places.normals, number, axis=0)
    hits = cast_rays(target, starts, ways)
    ends = starts + np.where(hits.face >= 0, hits.depth, 0)[:, None] * ways
    return SightLines(hits.face.reshape(n, number), hits.depth.reshape(n, number), ends.reshape(n, number, 3))


def cavity_labels(target: Target, places: SurfaceSamples, met: np.ndarray) -> np.ndarray:
    """(n,) label of each place's cavity: those that see the same wall share one.

    Walls are identified by their corners, so that neighbouring facets count as one wall.
    """
    n, corners = len(places.points), len(target.facets.vertices)
    at, ray = np.nonzero(met >= 0)
    met_corners = target.facets.faces[met[at, ray]]
    own_corners = target.facets.faces[places.faces]
    rows = np.concatenate([np.repeat(at, 3), np.repeat(np.arange(n), 3)])
    columns = np.concatenate([met_corners.ravel(), own_corners.ravel()]) + n
    links = coo_array((np.ones(len(rows), bool), (rows, columns)), shape=2 * (n + corners,))
    label = connected_components(links, directed=False)[1][:n]
    return np.unique(label, return_inverse=True)[1]
