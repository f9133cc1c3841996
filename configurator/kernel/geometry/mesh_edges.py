"""Where the facets of a mesh meet: its edges, from one sorted list of the ways round all facets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True)
class MeshEdges:
    """Edges as `ends` (k, 2), indices of vertices, rising, and the `count` (k,) of facets that meet at each.

    Of those at which two facets meet also: the facets, `pairs` (p, 2), the vertices between them,
    `shared` (p, 2), and whether they run along it in opposite directions, `opposed` (p,).
    """

    ends: np.ndarray
    count: np.ndarray
    pairs: np.ndarray
    shared: np.ndarray
    opposed: np.ndarray

    @property
    def closed(self) -> bool:
        """Whether two facets meet at every edge."""
        return bool((self.count == 2).all())

    @property
    def oriented(self) -> bool:
        """Whether neighbouring facets agree on which side is out."""
        return bool(self.opposed.all())


def mesh_edges(faces: np.ndarray) -> MeshEdges:
    """The edges of facets (m, 3), as indices of vertices."""
    start, end = faces.ravel(), faces[:, [1, 2, 0]].ravel()
    low, high = np.minimum(start, end), np.maximum(start, end)
    # The direction comes last, so that both facets at an edge have an order that does not depend on the sorting.
    way = 2 * (low * (int(faces.max(initial=0)) + 1) + high) + (start > end)
    order = np.argsort(way)
    rising = way[order] >> 1
    first = np.flatnonzero(np.diff(rising, prepend=-1))
    count = np.diff(first, append=len(rising))
    ends = np.stack([low[order[first]], high[order[first]]], axis=1)
    one, other = order[first[count == 2]], order[first[count == 2] + 1]
    pairs = np.stack([one, other], axis=1) // 3
    apart = pairs[:, 0] != pairs[:, 1]
    return MeshEdges(ends, count, pairs[apart], ends[count == 2][apart], (start[one] != start[other])[apart])


def connected_labels(pairs: np.ndarray, number: int) -> np.ndarray:
    """(number,) label of the component connected by `pairs` (p, 2), counted from 0 in order of appearance."""
    links = coo_array((np.ones(len(pairs), bool), (pairs[:, 0], pairs[:, 1])), shape=(number, number))
    return np.asarray(connected_components(links, directed=False)[1])
