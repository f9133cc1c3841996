"""At which parameters the nets of a shape are sampled: rows that neighbours agree on, and points along each row.

Each face is cut by rows, lines of constant u. Where two faces meet, both have the same points: along a
column these are the ends of the rows, along a row they are the row's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.cluster.hierarchy import DisjointSet

from configurator.kernel.build.nets.faces import NetFace, NetShape, SideName, UnsupportedShape
from configurator.kernel.build.nets.spacing import (
    Curvature,
    Fineness,
    RowSegment,
    curvature_of,
    points_needed,
    rows_needed,
    side_needed,
    space_points,
)
from configurator.kernel.build.nets.spline import Floats, reversed_if

# The sides along which the points are those of a row, and which row; along the others rows end.
ENDS: dict[SideName, int] = {"first row": 0, "last row": -1}
# Triangles that end at a hole reach over more than one step between samples: how much closer these lie there, and how
# far about it, in steps of u.
HOLE_CLOSENESS, HOLE_REACH = 2.0, 1.0
# How much closer the points along a hole's edge lie than the strip within the hole needs them.
END_CLOSENESS = 2.5
# The number of a face, and one of its sides.
NetSide = tuple[int, SideName]


@dataclass(frozen=True)
class AdjacentSide:
    """The face, by its number, and the side of it that another face meets; the two may run in opposite directions."""

    face: int
    name: SideName
    reverse: bool


@dataclass(frozen=True, eq=False)
class NetSamples:
    """Of one face: its rows (k,) in u, and the points along each, in v."""

    rows: Floats
    points: tuple[Floats, ...]


def samples_of(shape: NetShape, fine: Fineness) -> list[NetSamples]:
    """For each net. Raises UnsupportedShape where the sides of nets do not meet in pairs that agree."""
    nets, bends, adjacent = shape.nets, [curvature_of(each.net) for each in shape.nets], adjacent_sides(shape)
    rows = _shared_rows(shape, bends, adjacent, fine)
    densities = [
        _closer_at_holes(points_needed(bend, own, fine), net, own, shape.hole_edges)
        for net, bend, own in zip(nets, bends, rows, strict=True)
    ]
    points = [
        space_points(bend.v, _density_with_shared_ends(number, densities, adjacent), _stretches(net, own))
        for number, (net, bend, own) in enumerate(zip(nets, bends, rows, strict=True))
    ]
    for (number, name), other in adjacent.items():
        if name in ENDS and other.name not in ENDS:
            points[number][ENDS[name]] = reversed_if(rows[other.face], other.reverse)
    return [NetSamples(own, tuple(each)) for own, each in zip(rows, points, strict=True)]


def adjacent_sides(shape: NetShape) -> dict[NetSide, AdjacentSide]:
    """For every side of every net, but those that end at a hole or a plane, the side it meets.

    Raises UnsupportedShape for a side that meets none, and for sides of unlike lengths.
    """
    nets, elsewhere = shape.nets, shape.hole_edges | shape.plane_edges
    sides_by_edge: dict[int, list[NetSide]] = defaultdict(list)
    for number, each in enumerate(nets):
        for name, along in each.sides.items():
            if along.edge not in elsewhere:
                sides_by_edge[along.edge].append((number, name))
    adjacent: dict[NetSide, AdjacentSide] = {}
    for pair in sides_by_edge.values():
        if len(pair) != 2 or len({nets[number].steps[name in ENDS] for number, name in pair}) != 1:
            raise UnsupportedShape("the sides of nets do not meet")
        reverse = len({nets[number].sides[name].backwards for number, name in pair}) == 2
        for one, other in (pair, pair[::-1]):
            adjacent[one] = AdjacentSide(*other, reverse)
    return adjacent


def _shared_rows(
    shape: NetShape, bends: Sequence[Curvature], adjacent: dict[NetSide, AdjacentSide], fine: Fineness
) -> list[Floats]:
    """The rows of each face; faces that meet along columns share their rows."""
    nets = shape.nets
    row_groups = DisjointSet(range(len(nets)))
    densities = {
        number: [rows_needed(bend, fine) * _closeness(nets[number], bend.u)] for number, bend in enumerate(bends)
    }
    for (number, name), other in adjacent.items():
        if name in ENDS:
            continue
        if other.name in ENDS:
            crossing = side_needed(bends[other.face], ENDS[other.name], fine)
            densities[number].append(crossing[::-1] if other.reverse else crossing)
        elif other.reverse:
            raise UnsupportedShape("two nets' rows run opposite ways where they meet")
        else:
            row_groups.merge(number, other.face)
    rows: dict[int, Floats] = {}
    for group in row_groups.subsets():
        density = np.max([each for number in group for each in densities[number]], axis=0)
        breaks = {u for number in group for u in _marked_rows(nets[number], shape.hole_edges)}
        u = bends[min(group)].u
        marks = [u[0], *sorted(breaks), u[-1]]
        stretches = [RowSegment(0, low, high) for low, high in pairwise(marks)]
        rows |= dict.fromkeys(group, space_points(u, density[None], stretches)[0])
    return [rows[number] for number in range(len(nets))]


def _marked_rows(net: NetFace, hole_edges: Set[int]) -> Iterator[float]:
    """The u where there must be a row: where windows end, and in the middle of a hole's rim, which is narrowest."""
    for window in net.windows:
        yield from (window.low[0], window.high[0])
    if all(net.sides[name].edge in hole_edges for name in ENDS):
        yield net.steps[0] / 2


def _closer_at_holes(density: Floats, net: NetFace, rows: Floats, hole_edges: Set[int]) -> Floats:
    """The points per step of a face's rows: more about its holes, and where it ends at another's hole."""
    closer = density * _closeness(net, rows)[:, None]
    for name, row in ENDS.items():
        if net.sides[name].edge in hole_edges:
            closer[row] *= END_CLOSENESS
    return closer


def _closeness(net: NetFace, u: Floats) -> Floats:
    """(n,) how much closer than elsewhere samples lie at u (n,)."""
    near = np.zeros(len(u), bool)
    for hole in net.holes:
        across = np.concatenate([each.line[:, 0] for each in hole])
        near |= (u >= across.min() - HOLE_REACH) & (u <= across.max() + HOLE_REACH)
    return np.where(near, HOLE_CLOSENESS, 1.0)


def _density_with_shared_ends(
    number: int, densities: Sequence[Floats], adjacent: dict[NetSide, AdjacentSide]
) -> Floats:
    """The points per step of a face's rows; those of its first and last row also serve the sides that they meet."""
    density = densities[number].copy()
    for name, row in ENDS.items():
        other = adjacent.get((number, name))
        if other is not None and other.name in ENDS:
            density[row] = np.maximum(density[row], reversed_if(densities[other.face][ENDS[other.name]], other.reverse))
    return density


def _stretches(net: NetFace, rows: Floats) -> list[RowSegment]:
    """Every row between the sides of the windows that it crosses."""
    return [stretch for number, u in enumerate(rows) for stretch in _stretches_of(number, u, net)]


def _stretches_of(number: int, u: float, net: NetFace) -> Iterator[RowSegment]:
    crossed = [window for window in net.windows if window.low[0] <= u <= window.high[0]]
    gaps = {(window.low[1], window.high[1]) for window in crossed if window.low[0] < u < window.high[0]}
    marks = {0.0, float(net.steps[1]), *(end for each in crossed for end in (each.low[1], each.high[1]))}
    for low, high in pairwise(sorted(marks)):
        yield RowSegment(number, low, high, (low, high) in gaps)
