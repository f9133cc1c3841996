"""Holes in a net's face: the triangles about them give way to others that end at their edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from configurator.kernel.build.nets.faces import NET_SIDES, NetFace, NetHole, NetShape, SideName, UnsupportedShape
from configurator.kernel.build.nets.spline import Floats, Numbers, line_points, reversed_if
from configurator.kernel.build.nets.strips import Grid
from configurator.kernel.geometry.polygons import delaunay_triangles

# mm about a hole where triangles give way: else one that stands off the surface would cut into the hole's rim.
MARGIN_MM = 0.4


@dataclass(frozen=True, eq=False)
class EdgePoints:
    """The points along an edge, in its own direction: parameters (k,) and places (k, 3) in mm."""

    at: Floats
    places: Floats


@dataclass(frozen=True, eq=False)
class HoleRing:
    """The points round a hole as its edges are traversed: parameters of the net (k, 2), places (k, 3) in mm.

    `edges` are the numbers of the hole's edges, each with the points along it in its own direction.
    """

    uv: Floats
    places: Floats
    edges: tuple[tuple[int, Numbers], ...]


@dataclass(frozen=True, eq=False)
class HoleScales:
    """About a hole, for u and for v: the mm of a step (2,), and the `cell` (2,) of steps between samples."""

    mm: Floats
    cell: Floats


def edge_points(shape: NetShape, grids: Sequence[Grid]) -> dict[int, EdgePoints]:
    """The points of every edge of a hole, as the net has them that ends there."""
    return {
        side.edge: _points_along(net, name, grid)
        for net, grid in zip(shape.nets, grids, strict=True)
        for name, side in net.sides.items()
        if side.edge in shape.hole_edges
    }


def _points_along(net: NetFace, name: SideName, grid: Grid) -> EdgePoints:
    """The points of a net's side, in the direction of its edge."""
    along, numbers, backwards = NET_SIDES[name][0], grid.side(name), net.sides[name].backwards
    at = grid.uv[numbers, along]
    return EdgePoints(
        reversed_if(net.steps[along] - at if backwards else at, backwards), reversed_if(grid.places[numbers], backwards)
    )


def hole_ring(hole: NetHole, points: dict[int, EdgePoints]) -> HoleRing:
    """The points round a hole. Raises UnsupportedShape for an edge where no net ends."""
    if any(each.along.edge not in points for each in hole):
        raise UnsupportedShape("a hole has an edge that no net has")
    own = [points[each.along.edge] for each in hole]
    # The last point of an edge is the first of the next.
    first = np.cumsum([0, *(len(edge.at) - 1 for edge in own)])
    pieces, edges = [], []
    for each, edge, start in zip(hole, own, first, strict=False):
        backwards = each.along.backwards
        line = np.column_stack([line_points(each.line, edge.at), edge.places])
        pieces.append(reversed_if(line, backwards)[:-1])
        edges.append((each.along.edge, reversed_if((start + np.arange(len(line))) % first[-1], backwards)))
    ring = np.concatenate(pieces)
    return HoleRing(ring[:, :2], ring[:, 2:], tuple(edges))


def cut_hole(triangles: Numbers, uv: Floats, ring: Numbers, scales: HoleScales) -> Numbers:
    """Triangles (m, 3) of points with parameters `uv` (n, 2), counter-clockwise, with a hole within a `ring` of them.

    What comes near the hole is filled anew, by Delaunay's triangles between points that are there. Raises
    UnsupportedShape where the hole does not lie within the triangles.
    """
    near = _near_hole(triangles, uv * scales.mm, ring)
    flat = uv / scales.cell
    new = _fill(shapely.polygons(flat[triangles[near]]), shapely.Polygon(flat[ring]), flat)
    return np.concatenate([np.delete(triangles, near, axis=0), new])


def _near_hole(triangles: Numbers, flat: Floats, ring: Numbers) -> Numbers:
    """Which triangles come near a hole or cover it."""
    low, high = flat[ring].min(axis=0) - MARGIN_MM, flat[ring].max(axis=0) + MARGIN_MM
    corners = flat[triangles]
    beside = np.flatnonzero(((corners.min(axis=1) <= high) & (corners.max(axis=1) >= low)).all(axis=1))
    near = shapely.dwithin(shapely.polygons(corners[beside]), shapely.Polygon(flat[ring]), MARGIN_MM)
    return np.asarray(beside[near])


def _fill(covered: NDArray[np.object_], hole: shapely.Polygon, flat: Floats) -> Numbers:
    """(k, 3) triangles of points `flat` (n, 2), counter-clockwise, over what others covered, without a hole."""
    if not hole.is_valid:
        raise UnsupportedShape("the edge of a hole crosses itself")
    try:
        return delaunay_triangles(shapely.coverage_union_all(covered).difference(hole), flat)
    except ValueError as error:
        raise UnsupportedShape("holes do not lie apart within a net") from error
