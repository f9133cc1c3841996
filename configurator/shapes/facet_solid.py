"""A solid bounded by flat facets, whose corners and edges are shared from the beginning: no sewing, no boolean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cadquery as cq
import numpy as np
from OCP.BRep import BRep_Builder
from OCP.Geom import Geom_Line, Geom_Plane
from OCP.gp import gp_Dir, gp_Lin, gp_Pln, gp_Pnt
from OCP.TopAbs import TopAbs_Orientation
from OCP.TopoDS import TopoDS_Edge, TopoDS_Face, TopoDS_Shell, TopoDS_Solid, TopoDS_Vertex, TopoDS_Wire

from configurator.domain.errors import failed
from configurator.shapes.outline import PlanArray

TOLERANCE_MM = 1e-7
FORWARD, REVERSED = TopAbs_Orientation.TopAbs_FORWARD, TopAbs_Orientation.TopAbs_REVERSED


def facet_solid(points: PlanArray, facets: Sequence[Sequence[int]]) -> cq.Solid:
    """The solid within flat facets: numbers of (n, 3) points in mm, counter-clockwise seen from outside.

    A facet of more than three corners must be flat. Raises Failed unless each edge bounds two facets, once each way.
    """
    _require_closed(facets)
    builder, shell, solid = BRep_Builder(), TopoDS_Shell(), TopoDS_Solid()
    builder.MakeShell(shell)
    edges = _Edges(points)
    for facet in facets:
        builder.Add(shell, edges.face(facet))
    shell.Closed(True)
    builder.MakeSolid(solid)
    builder.Add(solid, shell)
    return cq.Solid(solid)


class _Edges:
    """Vertices and edges, each created once, by the numbers of their points."""

    def __init__(self, points: PlanArray) -> None:
        self._points = points
        self._builder = BRep_Builder()
        self._vertices = [self._vertex(point) for point in points.tolist()]
        self._edges: dict[tuple[int, int], TopoDS_Edge] = {}

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
        corners = self._points[list(facet)]
        # Of the whole polygon (Newell), as its first three corners may lie in a line.
        normal = np.cross(corners, np.roll(corners, -1, axis=0)).sum(axis=0)
        return Geom_Plane(gp_Pln(gp_Pnt(*corners.mean(axis=0).tolist()), gp_Dir(*normal.tolist())))

    def _edge(self, start: int, end: int) -> TopoDS_Edge:
        low, high = min(start, end), max(start, end)
        if (low, high) not in self._edges:
            edge = self._edges[low, high] = TopoDS_Edge()
            one, other = self._points[low], self._points[high]
            line = Geom_Line(gp_Lin(gp_Pnt(*one.tolist()), gp_Dir(*(other - one).tolist())))
            self._builder.MakeEdge(edge, line, TOLERANCE_MM)
            self._builder.Add(edge, self._vertices[low].Oriented(FORWARD))
            self._builder.Add(edge, self._vertices[high].Oriented(REVERSED))
            self._builder.Range(edge, 0.0, float(np.linalg.norm(other - one)))
        return self._edges[low, high].Oriented(FORWARD if start == low else REVERSED)

    def _vertex(self, point: list[float]) -> TopoDS_Vertex:
        vertex = TopoDS_Vertex()
        self._builder.MakeVertex(vertex, gp_Pnt(*point), TOLERANCE_MM)
        return vertex


def _require_closed(facets: Sequence[Sequence[int]]) -> None:
    directed = [edge for facet in facets for edge in pairwise([*facet, facet[0]])]
    if len(set(directed)) != len(directed) or {(end, start) for start, end in directed} != set(directed):
        raise failed("The facets of the solid do not close.", hint="This is a fault of the template: tell its author.")
