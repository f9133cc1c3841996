"""The outlines of a letter as points, and the facets of the pocket that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cadquery as cq
import numpy as np
from OCP.BRepAdaptor import BRepAdaptor_Curve
from OCP.BRepTools import BRepTools_WireExplorer
from OCP.GCPnts import GCPnts_TangentialDeflection
from OCP.TopAbs import TopAbs_Orientation

from configurator.kernel.geometry.polygons import IndexArray, Points, signed_area, triangulate, turn_angles

# Finer than the part's own surface: mm off the curve, and rad from chord to chord.
CHORD_MM, TURN_RAD = 0.02, 0.3


@dataclass(frozen=True, eq=False)
class LetterOutline:
    """A wire in the plane as points (n, 2) in mm, the pocket on its left; they are numbered from `first`."""

    wire: cq.Wire
    points: Points
    first: int

    @property
    def numbers(self) -> IndexArray:
        """(n,) of the points."""
        return self.first + np.arange(len(self.points))


def rims(face: cq.Face) -> list[cq.Wire]:
    """All wires of a face, the outer one first."""
    return [face.outerWire(), *face.innerWires()]


def outlines_of(openings: Sequence[cq.Face]) -> list[LetterOutline]:
    """All that bounds the openings: counter-clockwise outside, clockwise inside."""
    outlines: list[LetterOutline] = []
    for opening in openings:
        for wire in rims(opening):
            points = _polygon(wire, opening)
            outside = wire.isSame(opening.outerWire())
            points = points if (signed_area(points) > 0) == outside else points[::-1]
            outlines.append(LetterOutline(wire, points, sum(len(each.points) for each in outlines)))
    return outlines


def numbers_along(wire: cq.Wire, outlines: Sequence[LetterOutline]) -> IndexArray:
    """The points along one of the wires."""
    (outline,) = (each for each in outlines if each.wire.isSame(wire))
    return outline.numbers


def pocket_facets(
    openings: Sequence[cq.Face], islands: Sequence[Sequence[cq.Wire]], outlines: Sequence[LetterOutline], depth: float
) -> tuple[Points, IndexArray]:
    """Points (n, 3) and facets (m, 3) of walls, floors and islands, the rims of each of these outer first.

    The points on the floors follow those in the plane, in the same order.
    """
    flat = np.concatenate([outline.points for outline in outlines])
    count = len(flat)
    points = np.column_stack([np.tile(flat, (2, 1)), np.repeat([0.0, -depth], count)])
    walls = [wall for outline in outlines for wall in _walls(outline, count)]
    floors = [triangulate([numbers_along(wire, outlines) for wire in rims(each)], flat) + count for each in openings]
    tops = [triangulate([numbers_along(wire, outlines)[::-1] for wire in island], flat) for island in islands]
    return points, np.concatenate([*walls, *floors, *tops])


def pocket_edges(outlines: Sequence[LetterOutline]) -> Iterator[IndexArray]:
    """The points along each outline in the plane and on the floor, and along the edges between their corners."""
    count = sum(len(outline.points) for outline in outlines)
    for outline in outlines:
        closed = np.append(outline.numbers, outline.first)
        yield from (closed, closed + count)
        upright = np.stack([outline.numbers, outline.numbers + count], axis=1)
        yield from upright[np.abs(turn_angles(outline.points)) > TURN_RAD]


def _polygon(wire: cq.Wire, face: cq.Face) -> Points:
    """(n, 2) points round a wire."""
    points: list[tuple[float, float]] = []
    explorer = BRepTools_WireExplorer(wire.wrapped, face.wrapped)
    while explorer.More():
        cuts = GCPnts_TangentialDeflection(BRepAdaptor_Curve(explorer.Current()), TURN_RAD, CHORD_MM)
        piece = [cuts.Value(number).Coord()[:2] for number in range(1, cuts.NbPoints() + 1)]
        backwards = explorer.Current().Orientation() == TopAbs_Orientation.TopAbs_REVERSED
        points += piece[:0:-1] if backwards else piece[:-1]
        explorer.Next()
    return np.array(points)


def _walls(outline: LetterOutline, down: int) -> tuple[IndexArray, IndexArray]:
    here, there = outline.numbers, np.roll(outline.numbers, -1)
    return np.stack([here, there, here + down], axis=1), np.stack([there, there + down, here + down], axis=1)
