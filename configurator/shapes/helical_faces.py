"""Faces on helices, cones and planes about z, between lines along which angle, radius and height change evenly.

Where a cone or a plane about z cuts a helical strip, the cut is such a line. So all edges are known before any face,
and threads are trimmed without a boolean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, cos, pi, radians, sin
from typing import Any, NamedTuple

import numpy as np
from OCP.BRep import BRep_Builder
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeFace
from OCP.gp import gp_Dir, gp_Pln, gp_Pnt
from OCP.TopoDS import TopoDS_Edge, TopoDS_Face, TopoDS_Vertex, TopoDS_Wire
from scipy.interpolate import make_interp_spline

from configurator.shapes.bspline import curve, flat_curve, surface
from configurator.shapes.net_numbers import SPLINE_DEGREE
from configurator.shapes.net_solid import FORWARD, REVERSED
from configurator.shapes.outline import PlanArray

# A cubic of twelve degrees lies within 5e-6 of the radius on its circle.
SPAN_RAD = radians(12.0)
# No further apart lie an edge and the faces that it joins: of a radius of 20 mm.
EDGE_TOLERANCE_MM = 1e-4
# Across a strip: where the control points of an even cubic lie.
THIRDS = (0.0, 1 / 3, 2 / 3, 1.0)


class Place(NamedTuple):
    """About z: angle in rad, radius and height in mm, and whole turns that count with the angle along lines."""

    angle: float
    radius: float
    height: float
    turns: int = 0

    def moved(self, turns: int) -> Place:
        """The same place, counted so many turns on."""
        return self._replace(turns=self.turns + turns)

    @property
    def row(self) -> PlanArray:
        """(3,) angle with its turns, radius, height."""
        return np.array([self.angle + 2 * pi * self.turns, self.radius, self.height])


@dataclass(frozen=True, eq=False)
class Line:
    """From place to place, angle, radius and height changing evenly: a helix, a circle or a spiral."""

    start: Place
    end: Place

    @cached_property
    def spans(self) -> int:
        """Of its spline."""
        turn = abs(self.end.row[0] - self.start.row[0])
        return max(1, ceil(turn / SPAN_RAD))

    @cached_property
    def poles(self) -> PlanArray:
        """(spans + 3, 3) control points in mm."""
        rows = np.linspace(self.start.row, self.end.row, self.spans + 1)
        step = (rows[-1] - rows[0]) / self.spans
        # The stubs know single slopes only.
        ends: Any = ([(1, _slope(rows[0], step))], [(1, _slope(rows[-1], step))])
        return np.ascontiguousarray(make_interp_spline(np.arange(self.spans + 1.0), _points(rows), bc_type=ends).c)


class Strip(NamedTuple):
    """The surface between two lines that begin and end at the same angles, the `upper` a constant height above."""

    lower: Line
    upper: Line

    @property
    def net(self) -> PlanArray:
        """(spans + 3, 4, 3) control points: rows along the lines, columns upwards."""
        low, high = self.lower.poles, self.upper.poles
        return np.ascontiguousarray(np.stack([low + share * (high - low) for share in THIRDS], axis=1))

    def parameters(self, place: Place) -> PlanArray:
        """(2,) of a place on it: along the lines, and upwards from 0 to 1."""
        (angle, _, height), start, end = place.row, self.lower.start.row, self.lower.end.row
        share = (angle - start[0]) / (end[0] - start[0])
        up = height - start[2] - share * (end[2] - start[2])
        return np.array([share * self.lower.spans, up / (self.upper.start.height - start[2])])


class Side(NamedTuple):
    """A line as a side of a face, forwards or backwards; the face counts it so many turns on."""

    line: Line
    forwards: bool = True
    turns: int = 0


class FaceMaker:
    """Makes faces that share the edges of their lines, and the vertices at their places."""

    def __init__(self) -> None:
        self._builder = BRep_Builder()
        self._edges: dict[Line, TopoDS_Edge] = {}
        self._vertices: dict[Place, TopoDS_Vertex] = {}

    def face(self, strip: Strip, sides: Sequence[Side]) -> TopoDS_Face:
        """What of a strip lies within sides. They go round it counter-clockwise as seen from the tip of its normal.

        The normal points out from the axis where the strip stands upright, and up where it lies level and inwards.
        """
        face = TopoDS_Face()
        self._builder.MakeFace(face, surface(strip.net), EDGE_TOLERANCE_MM)
        for line, _, turns in sides:
            start, end = (strip.parameters(place.moved(turns)) for place in (line.start, line.end))
            flat = flat_curve(start + _even_shares(line.spans)[:, None] * (end - start))
            self._builder.UpdateEdge(self._edge(line), flat, face, EDGE_TOLERANCE_MM)
        self._builder.Add(face, self.wire(sides))
        return face

    def level(self, sides: Sequence[Side], up: bool) -> TopoDS_Face:
        """The flat face within sides of one height, looking up or down; as one sees it they go counter-clockwise."""
        plane = gp_Pln(gp_Pnt(0, 0, sides[0].line.start.height), gp_Dir(0, 0, 1 if up else -1))
        return BRepBuilderAPI_MakeFace(plane, self.wire(sides), True).Face()

    def wire(self, sides: Sequence[Side]) -> TopoDS_Wire:
        """The closed wire of sides."""
        wire = TopoDS_Wire()
        self._builder.MakeWire(wire)
        for line, forwards, _ in sides:
            self._builder.Add(wire, self._edge(line).Oriented(FORWARD if forwards else REVERSED))
        wire.Closed(True)
        return wire

    def _edge(self, line: Line) -> TopoDS_Edge:
        if line not in self._edges:
            edge = self._edges[line] = TopoDS_Edge()
            self._builder.MakeEdge(edge, curve(line.poles), EDGE_TOLERANCE_MM)
            for place, end in ((line.start, FORWARD), (line.end, REVERSED)):
                self._builder.Add(edge, self._vertex(place._replace(turns=0)).Oriented(end))
            self._builder.Range(edge, 0.0, float(line.spans))
        return self._edges[line]

    def _vertex(self, place: Place) -> TopoDS_Vertex:
        if place not in self._vertices:
            vertex = self._vertices[place] = TopoDS_Vertex()
            self._builder.MakeVertex(vertex, gp_Pnt(*_points(place.row[None])[0].tolist()), EDGE_TOLERANCE_MM)
        return self._vertices[place]


def _points(rows: PlanArray) -> PlanArray:
    """(n, 3) along x, y, z, of rows of angle, radius and height."""
    angles, reach, heights = rows.T
    return np.column_stack([reach * np.cos(angles), reach * np.sin(angles), heights])


def _slope(row: PlanArray, step: PlanArray) -> PlanArray:
    """(3,) mm along x, y, z, as far as a row changes by a step."""
    out, across = np.array([cos(row[0]), sin(row[0])]), np.array([-sin(row[0]), cos(row[0])])
    return np.append(step[1] * out + step[0] * row[1] * across, step[2])


def _even_shares(spans: int) -> PlanArray:
    """(spans + 3,) shares of its length at which the control points of an even line lie."""
    knots = np.concatenate([[0.0] * SPLINE_DEGREE, np.arange(spans + 1.0), [float(spans)] * SPLINE_DEGREE])
    return np.array([knots[i + 1 : i + 1 + SPLINE_DEGREE].mean() / spans for i in range(spans + SPLINE_DEGREE)])
