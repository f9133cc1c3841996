"""A solid bounded by flat facets, whose corners and edges are shared from the beginning: no sewing, no boolean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import dist

import cadquery as cq
from OCP.BRep import BRep_Builder
from OCP.Geom import Geom_Line, Geom_Plane
from OCP.gp import gp_Dir, gp_Pln, gp_Pnt
from OCP.TopAbs import TopAbs_Orientation
from OCP.TopoDS import TopoDS_Edge, TopoDS_Face, TopoDS_Shell, TopoDS_Solid, TopoDS_Vertex, TopoDS_Wire

from configurator.domain.errors import failed
from configurator.shapes.outline import PlanArray

TOLERANCE_MM = 1e-7
Corner = tuple[float, float, float]
FORWARD, REVERSED = TopAbs_Orientation.TopAbs_FORWARD, TopAbs_Orientation.TopAbs_REVERSED


def facet_solid(points: PlanArray, facets: Sequence[Sequence[int]]) -> cq.Solid:
    """The solid within flat facets: numbers of (n, 3) points in mm, counter-clockwise seen from outside.

    A facet of more than three corners must be flat. Raises Failed unless each edge bounds two facets, once each way.
    """
    _require_closed(facets)
    builder, shell, solid = BRep_Builder(), TopoDS_Shell(), TopoDS_Solid()
    builder.MakeShell(shell)
    edges = _Edges([(x, y, z) for x, y, z in points.tolist()])
    for facet in facets:
        builder.Add(shell, edges.face(facet))
    shell.Closed(True)
    builder.MakeSolid(solid)
    builder.Add(solid, shell)
    return cq.Solid(solid)


class _Edges:
    """Vertices and edges, each created once, by the numbers of their points."""

    def __init__(self, points: Sequence[Corner]) -> None:
        self._points = points
        self._builder = BRep_Builder()
        self._vertices = [self._vertex(point) for point in points]
        self._edges: dict[tuple[int, int], tuple[TopoDS_Edge, TopoDS_Edge]] = {}

    def face(self, facet: Sequence[int]) -> TopoDS_Face:
        """The flat face within the facet's corners."""
        face, wire = TopoDS_Face(), TopoDS_Wire()
        self._builder.MakeFace(face, self._plane(facet), TOLERANCE_MM)
        self._builder.MakeWire(wire)
        for start, end in pairwise([*facet, facet[0]]):
            self._builder.Add(wire, self._edge(start, end))
        wire.Closed(True)
        self._builder.Add(face, wire)
        return face

    def _plane(self, facet: Sequence[int]) -> Geom_Plane:
        corners = [self._points[number] for number in facet]
        return Geom_Plane(gp_Pln(gp_Pnt(*corners[0]), gp_Dir(*_newell_normal(corners))))

    def _edge(self, start: int, end: int) -> TopoDS_Edge:
        low, high = min(start, end), max(start, end)
        both = self._edges.get((low, high))
        if both is None:
            edge = self._new_edge(low, high)
            both = self._edges[low, high] = edge.Oriented(FORWARD), edge.Oriented(REVERSED)
        return both[start != low]

    def _new_edge(self, start: int, end: int) -> TopoDS_Edge:
        edge, one, other = TopoDS_Edge(), self._points[start], self._points[end]
        line = Geom_Line(gp_Pnt(*one), gp_Dir(other[0] - one[0], other[1] - one[1], other[2] - one[2]))
        self._builder.MakeEdge(edge, line, TOLERANCE_MM)
        self._builder.Add(edge, self._vertices[start].Oriented(FORWARD))
        self._builder.Add(edge, self._vertices[end].Oriented(REVERSED))
        self._builder.Range(edge, 0.0, dist(one, other))
        return edge

    def _vertex(self, point: Corner) -> TopoDS_Vertex:
        vertex = TopoDS_Vertex()
        self._builder.MakeVertex(vertex, gp_Pnt(*point), TOLERANCE_MM)
        return vertex


def _newell_normal(corners: Sequence[Corner]) -> Corner:
    """Twice the area of a flat polygon along its normal: of all its corners, as the first three may lie in a line.

    In plain numbers: arrays take longer than the CAD kernel for so few.
    """
    x = y = z = 0.0
    for (x0, y0, z0), (x1, y1, z1) in pairwise([*corners, corners[0]]):
        x += (y0 - y1) * (z0 + z1)
        y += (z0 - z1) * (x0 + x1)
        z += (x0 - x1) * (y0 + y1)
    return x, y, z


def _require_closed(facets: Sequence[Sequence[int]]) -> None:
    directed = [edge for facet in facets for edge in pairwise([*facet, facet[0]])]
    if len(set(directed)) != len(directed) or {(end, start) for start, end in directed} != set(directed):
        raise failed("The facets of the solid do not close.", hint="This is a fault of the template: tell its author.")
