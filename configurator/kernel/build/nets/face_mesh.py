"""The mesh of one net's face, with the points along its edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from configurator.kernel.build.nets.faces import NetFace
from configurator.kernel.build.nets.holes import EdgePoints, HoleRing, HoleScales, cut_hole, hole_ring
from configurator.kernel.build.nets.spline import Floats, Numbers, reversed_if
from configurator.kernel.build.nets.strips import Grid, triangles_of


@dataclass(frozen=True, eq=False)
class FaceMesh:
    """Parameters `uv` (n, 2) and `places` (n, 3) in mm of points, triangles (m, 3) counter-clockwise from outside.

    `edges` are the numbers of the face's edges, each with the points along it in its own direction.
    """

    uv: Floats
    places: Floats
    triangles: Numbers
    edges: tuple[tuple[int, Numbers], ...]


def mesh_face(face: NetFace, grid: Grid, points: dict[int, EdgePoints]) -> FaceMesh:
    """The mesh of a face between its samples, and between `points` along the edges of its holes.

    Raises UnsupportedShape where its holes do not lie apart within it.
    """
    rings = [hole_ring(hole, points) for hole in face.holes]
    first = np.cumsum([len(grid.uv), *(len(ring.uv) for ring in rings)])
    uv, places = (
        np.concatenate(each) for each in ([grid.uv, *(r.uv for r in rings)], [grid.places, *(r.places for r in rings)])
    )
    triangles = triangles_of(face, grid)
    for ring, offset in zip(rings, first, strict=False):
        scales = HoleScales(_step_lengths(face.net), _cell_about(ring, grid))
        triangles = cut_hole(triangles, uv, offset + np.arange(len(ring.uv)), scales)
    edges = (*_side_edges(face, grid), *_hole_edges(rings, first))
    return FaceMesh(uv, places, triangles[:, ::-1] if face.inwards else triangles, tuple(edges))


def _cell_about(ring: HoleRing, grid: Grid) -> Floats:
    """(2,) steps from row to row, and along a row, among the samples about a hole."""
    rows = grid.uv[grid.start[:-1], 0]
    (low_u, low_v), (high_u, high_v) = ring.uv.min(axis=0), ring.uv.max(axis=0)
    crossed = range(*_about(rows, low_u, high_u))
    along = [grid.uv[grid.start[row] : grid.start[row + 1], 1] for row in crossed]
    return np.array([_step(rows, low_u, high_u), np.mean([_step(row, low_v, high_v) for row in along])])


def _step(rising: Floats, low: float, high: float) -> float:
    first, last = _about(rising, low, high)
    return float(rising[last] - rising[first]) / (last - first)


def _about(rising: Floats, low: float, high: float) -> tuple[int, int]:
    """The last of the values (n,) before `low`, and the first after `high`."""
    first = max(int(np.searchsorted(rising, low)) - 1, 0)
    return first, min(int(np.searchsorted(rising, high, "right")), len(rising) - 1)


def _step_lengths(net: Floats) -> Floats:
    """(2,) mm for a step of u, and of v, in the middle of what occurs."""
    return np.array([np.median(np.linalg.norm(np.diff(net, axis=axis), axis=2)) for axis in (0, 1)])


def _side_edges(face: NetFace, grid: Grid) -> Iterator[tuple[int, Numbers]]:
    for name, along in face.sides.items():
        yield along.edge, reversed_if(grid.side(name), along.backwards)
    for window in face.windows:
        for name, along in window.sides.items():
            yield along.edge, reversed_if(grid.window_side(window, name), along.backwards)


def _hole_edges(rings: Sequence[HoleRing], first: Numbers) -> Iterator[tuple[int, Numbers]]:
    for ring, offset in zip(rings, first, strict=False):
        for edge, numbers in ring.edges:
            yield edge, numbers + offset
