"""The faces of a B-rep that is made of planes and whole control nets, with the edges that they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import cadquery as cq
import numpy as np
from OCP.BRep import BRep_Tool
from OCP.BRepTools import BRepTools_WireExplorer
from OCP.Geom import Geom_BSplineSurface, Geom_Plane
from OCP.Geom2d import Geom2d_BSplineCurve, Geom2d_Curve, Geom2d_Line
from OCP.GeomAbs import GeomAbs_BSplKnotDistribution
from OCP.TopAbs import TopAbs_Orientation
from OCP.TopoDS import TopoDS_Edge, TopoDS_Face, TopoDS_Wire
from OCP.TopTools import TopTools_IndexedMapOfShape

from configurator.kernel.build.nets.spline import NET_DEGREE, Floats

# Knots and parameters that differ by no more are the same.
PARAMETER_TOLERANCE = 1e-9
# OCC calls a single span piecewise Bezier.
EVEN_KNOTS = {GeomAbs_BSplKnotDistribution.GeomAbs_QuasiUniform, GeomAbs_BSplKnotDistribution.GeomAbs_PiecewiseBezier}
# For each side: the parameter along which it runs (0 is u, 1 is v), and at which end of the other parameter it is.
SideName = Literal["first row", "last row", "first column", "last column"]
NET_SIDES: dict[SideName, tuple[int, int]] = {
    "first row": (1, 0), "last row": (1, -1), "first column": (0, 0), "last column": (0, -1)
}  # fmt: skip


class UnsupportedShape(Exception):
    """The shape has a face or an edge that is not meshed from control points."""


@dataclass(frozen=True)
class DirectedEdge:
    """An edge by its number, and whether it is traversed against its own direction."""

    edge: int
    backwards: bool


@dataclass(frozen=True)
class NetWindow:
    """A rectangle of parameters (u from low to high, v from low to high) left out of a net's face.

    Its sides are named as those of the net, and run along rising u or v.
    """

    low: tuple[float, float]
    high: tuple[float, float]
    sides: dict[SideName, DirectedEdge]


@dataclass(frozen=True, eq=False)
class HoleEdge:
    """An edge of a hole, and its line in the net's parameters: (k, 2) control points, along the edge's own direction.

    Both are cubic on clamped, uniform knots, and run by the same parameter.
    """

    along: DirectedEdge
    line: Floats


# The edges round a hole in a net's face, one after the other as they are traversed.
NetHole = tuple[HoleEdge, ...]


@dataclass(frozen=True, eq=False)
class NetFace:
    """A face of (n, m, 3) control points in mm, whose own normal, along rows across columns, may point `inwards`."""

    face: cq.Face
    net: Floats
    inwards: bool
    sides: dict[SideName, DirectedEdge]
    windows: tuple[NetWindow, ...]
    holes: tuple[NetHole, ...] = ()

    @property
    def steps(self) -> tuple[int, int]:
        """How far its parameters u and v run from 0."""
        return self.net.shape[0] - NET_DEGREE, self.net.shape[1] - NET_DEGREE


@dataclass(frozen=True, eq=False)
class PlaneFace:
    """A flat face with its unit normal (3,) out of the material and its rings of edges, in the order of traversal."""

    face: cq.Face
    normal: Floats
    rings: tuple[tuple[DirectedEdge, ...], ...]


@dataclass(frozen=True, eq=False)
class NetShape:
    """All faces of a shape; edges are counted from 0 to `edges` - 1, and `edge_map` numbers them from 1."""

    nets: tuple[NetFace, ...]
    planes: tuple[PlaneFace, ...]
    edge_map: TopTools_IndexedMapOfShape

    @cached_property
    def hole_edges(self) -> frozenset[int]:
        """Those round the holes in nets."""
        return frozenset(each.along.edge for net in self.nets for hole in net.holes for each in hole)

    @cached_property
    def plane_edges(self) -> frozenset[int]:
        """Those round planes, and round the holes in them."""
        return frozenset(along.edge for plane in self.planes for ring in plane.rings for along in ring)


def net_shape(shape: cq.Shape) -> NetShape:
    """The faces of a B-rep. Raises UnsupportedShape where it is made of anything else."""
    edges, nets, planes = TopTools_IndexedMapOfShape(), [], []
    for face in shape.Faces():
        surface = BRep_Tool.Surface_s(face.wrapped)
        if isinstance(surface, Geom_Plane):
            planes.append(_plane_face(face, edges))
        elif isinstance(surface, Geom_BSplineSurface):
            nets.append(_net_face(face, surface, edges))
        else:
            raise UnsupportedShape(f"a face is a {type(surface).__name__}")
    if not nets:
        raise UnsupportedShape("there is no net")
    return NetShape(tuple(nets), tuple(planes), edges)


def control_net(surface: Geom_BSplineSurface) -> Floats:
    """(n, m, 3) control points in mm.

    Raises UnsupportedShape unless the surface is bicubic on clamped, uniform knots.
    """
    rows, columns = surface.NbUPoles(), surface.NbVPoles()
    cubic = surface.UDegree() == surface.VDegree() == NET_DEGREE and not (
        surface.IsURational() or surface.IsVRational()
    )
    even = {surface.UKnotDistribution(), surface.VKnotDistribution()} <= EVEN_KNOTS
    simple = (surface.NbUKnots(), surface.NbVKnots()) == (rows - NET_DEGREE + 1, columns - NET_DEGREE + 1)
    whole = surface.Bounds() == (0.0, rows - NET_DEGREE, 0.0, columns - NET_DEGREE)
    if not (cubic and even and simple and whole):
        raise UnsupportedShape("a surface is not bicubic on clamped, uniform knots")
    value = surface.Poles().Value
    points = [value(i, j).Coord() for i in range(1, rows + 1) for j in range(1, columns + 1)]
    return np.array(points).reshape(rows, columns, 3)


def _net_face(face: cq.Face, surface: Geom_BSplineSurface, edges: TopTools_IndexedMapOfShape) -> NetFace:
    net = control_net(surface)
    last = (net.shape[0] - float(NET_DEGREE), net.shape[1] - float(NET_DEGREE))
    sides = _sides(face.outerWire().wrapped, face.wrapped, (0.0, 0.0), last, edges)
    inner = [wire.wrapped for wire in face.innerWires()]
    windows = tuple(_window(wire, face.wrapped, edges) for wire in inner if _is_straight(wire, face.wrapped))
    holes = tuple(_hole(wire, face.wrapped, edges) for wire in inner if not _is_straight(wire, face.wrapped))
    return NetFace(face, net, _is_reversed(face.wrapped), sides, windows, holes)


def _is_straight(wire: TopoDS_Wire, face: TopoDS_Face) -> bool:
    """Whether its edges run along the net's lines."""
    return all(isinstance(_line_of(edge, face), Geom2d_Line) for edge in _edges_of(wire, face))


def _hole(wire: TopoDS_Wire, face: TopoDS_Face, edges: TopTools_IndexedMapOfShape) -> NetHole:
    return tuple(
        HoleEdge(DirectedEdge(edges.Add(edge) - 1, _is_reversed(edge)), _control_line(_line_of(edge, face)))
        for edge in _edges_of(wire, face)
    )


def _control_line(line: Geom2d_Curve) -> Floats:
    """(k, 2) control points. Raises UnsupportedShape unless the line is cubic on clamped, uniform knots."""
    if not isinstance(line, Geom2d_BSplineCurve):
        raise UnsupportedShape("the edge of a hole is no spline")
    even = line.KnotDistribution() in EVEN_KNOTS and not line.IsRational()
    whole = (line.FirstParameter(), line.LastParameter()) == (0.0, line.NbPoles() - NET_DEGREE)
    if not (even and whole and line.Degree() == NET_DEGREE and line.NbKnots() == line.NbPoles() - NET_DEGREE + 1):
        raise UnsupportedShape("the edge of a hole is not cubic on clamped, uniform knots")
    return np.array([line.Pole(number).Coord() for number in range(1, line.NbPoles() + 1)])


def _window(wire: TopoDS_Wire, face: TopoDS_Face, edges: TopTools_IndexedMapOfShape) -> NetWindow:
    ends = np.array([end for edge in _edges_of(wire, face) for end in _ends(edge, face)])
    low, high = (tuple(map(float, corner)) for corner in (ends.min(axis=0), ends.max(axis=0)))
    (low_u, low_v), (high_u, high_v) = low, high
    bounds = (low_u, low_v), (high_u, high_v)
    return NetWindow(*bounds, _sides(wire, face, *bounds, edges))


def _sides(
    wire: TopoDS_Wire,
    face: TopoDS_Face,
    low: tuple[float, float],
    high: tuple[float, float],
    edges: TopTools_IndexedMapOfShape,
) -> dict[SideName, DirectedEdge]:
    """The four edges round a rectangle of parameters, by which side they are."""
    sides: dict[SideName, DirectedEdge] = {}
    for edge in _edges_of(wire, face):
        start, end = _ends(edge, face)
        for name, (along, which) in NET_SIDES.items():
            across = 1 - along
            at = (low, high)[which][across]
            rising = (
                abs(start[along] - low[along]) < PARAMETER_TOLERANCE
                and abs(end[along] - high[along]) < PARAMETER_TOLERANCE
            )
            falling = (
                abs(end[along] - low[along]) < PARAMETER_TOLERANCE
                and abs(start[along] - high[along]) < PARAMETER_TOLERANCE
            )
            if (
                abs(start[across] - at) < PARAMETER_TOLERANCE
                and abs(end[across] - at) < PARAMETER_TOLERANCE
                and (rising or falling)
            ):
                sides[name] = DirectedEdge(edges.Add(edge) - 1, falling)
    if len(sides) != len(NET_SIDES):
        raise UnsupportedShape("a net is not bounded by its sides")
    return sides


def _plane_face(face: cq.Face, edges: TopTools_IndexedMapOfShape) -> PlaneFace:
    rings = []
    for wire in face.Wires():
        ring_edges = _edges_of(wire.wrapped, face.wrapped)
        rings.append(tuple(DirectedEdge(edges.Add(edge) - 1, _is_reversed(edge)) for edge in ring_edges))
    return PlaneFace(face, np.array(face.normalAt().toTuple()), tuple(rings))


def _edges_of(wire: TopoDS_Wire, face: TopoDS_Face) -> Iterator[TopoDS_Edge]:
    explorer = BRepTools_WireExplorer(wire, face)
    while explorer.More():
        yield explorer.Current()
        explorer.Next()


def _ends(edge: TopoDS_Edge, face: TopoDS_Face) -> tuple[tuple[float, float], tuple[float, float]]:
    """Parameters in the face where the edge itself begins and ends, whichever way it is traversed."""
    first, last = BRep_Tool.Range_s(edge)
    curve = _line_of(edge, face)
    if not isinstance(curve, Geom2d_Line):
        raise UnsupportedShape("an edge does not run along a net's lines")
    start, end = curve.Value(first), curve.Value(last)
    return (start.X(), start.Y()), (end.X(), end.Y())


def _line_of(edge: TopoDS_Edge, face: TopoDS_Face) -> Geom2d_Curve:
    """The edge in the parameters of the face."""
    return BRep_Tool.CurveOnSurface_s(edge, face, 0.0, 0.0)


def _is_reversed(shape: TopoDS_Face | TopoDS_Edge) -> bool:
    return bool(shape.Orientation() == TopAbs_Orientation.TopAbs_REVERSED)
