"""How many bodies a mesh has, also where more than two facets meet at an edge."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from configurator.kernel.geometry.facets import Facets
from configurator.kernel.geometry.mesh_edges import connected_labels

# Edges whose facets are put in order around them; of a mesh with more, all that meet count as one body.
MAX_ORDERED_EDGES = 20_000

# Of a full turn: far more than faces that differ need, far fewer than rounding could part.
STEPS_AROUND = 1_000_000


def count_bodies(facets: Facets) -> int:
    """The number of bodies: a doubled facet is part of one, a shell that is there twice is two."""
    if not (facets.edges.count > 2).any():
        return int(facets.bodies.max()) + 1
    faces, times = _distinct(facets.faces)
    labels = connected_labels(np.concatenate(list(_neighbours(facets.vertices, faces))), len(faces))
    least = np.full(labels.max() + 1, times.max())
    np.minimum.at(least, labels, times)
    return int(least.sum())


def _distinct(faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The different faces (k, 3), and how often each is there with the same side out."""
    turned = np.take_along_axis(faces, (faces.argmin(axis=1)[:, None] + np.arange(3)) % 3, axis=1)
    distinct, times = np.unique(turned, axis=0, return_counts=True)
    return distinct, times


def _neighbours(vertices: np.ndarray, faces: np.ndarray) -> Iterator[np.ndarray]:
    """Pairs (p, 2) of faces that bound the same body."""
    start, end = faces.ravel(), faces[:, [1, 2, 0]].ravel()
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((high, low))
    first = np.flatnonzero(np.diff(low[order], prepend=-1) | np.diff(high[order], prepend=-1))
    count = np.diff(first, append=len(order))
    yield np.stack([order[first[count == 2]], order[first[count == 2] + 1]], axis=1) // 3
    crowded = np.flatnonzero(count > 2)
    for place in crowded:
        sides = order[first[place] : first[place] + count[place]]
        ahead = start[sides] < end[sides]
        if len(crowded) > MAX_ORDERED_EDGES:
            yield np.stack([sides[:-1], sides[1:]], axis=1) // 3
        else:
            yield _around_edge(vertices, faces.ravel(), sides, ahead) // 3


def _around_edge(vertices: np.ndarray, corners: np.ndarray, sides: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """Pairs of sides (indices of corners) between whose faces there is material; all together where that is not clear.

    Going round the edge, material begins at a face that runs back along it and ends at one that runs ahead.
    """
    angles = _angles(vertices, corners, sides, ahead)
    order = np.lexsort((~ahead, angles))
    sides, ahead = sides[order], ahead[order]
    if (ahead == np.roll(ahead, 1)).any():
        return np.stack([sides[:-1], sides[1:]], axis=1)
    begins = np.flatnonzero(~ahead)
    return np.stack([sides[begins], sides[(begins + 1) % len(sides)]], axis=1)


def _angles(vertices: np.ndarray, corners: np.ndarray, sides: np.ndarray, ahead: np.ndarray) -> np.ndarray:
    """(s,) angles of faces around the edge that they share, in whole steps, so that coinciding faces have one angle."""
    following, opposite = sides - sides % 3 + (sides + 1) % 3, sides - sides % 3 + (sides + 2) % 3
    low, high = (corners[sides[0]], corners[following[0]])[:: 1 if ahead[0] else -1]
    along = vertices[high] - vertices[low]
    arms = vertices[corners[opposite]] - vertices[low]
    right = np.cross(along, arms[0])
    up = np.cross(right, along)
    scale = np.linalg.norm(right), np.linalg.norm(up)
    angles = np.arctan2(arms @ right / max(scale[0], 1e-300), arms @ up / max(scale[1], 1e-300))
    return np.rint(angles * STEPS_AROUND / (2 * np.pi)).astype(np.int64) % STEPS_AROUND
