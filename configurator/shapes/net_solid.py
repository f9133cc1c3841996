"""A solid bounded by control nets: where two nets share a side, their faces share an edge from the beginning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cadquery as cq
import numpy as np
from OCP.BRep import BRep_Builder, BRep_Tool
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeFace
from OCP.Geom import Geom_Plane
from OCP.Geom2d import Geom2d_Line
from OCP.gp import gp_Dir, gp_Dir2d, gp_Pln, gp_Pnt, gp_Pnt2d
from OCP.TopAbs import TopAbs_Orientation
from OCP.TopoDS import TopoDS, TopoDS_Edge, TopoDS_Face, TopoDS_Shell, TopoDS_Solid, TopoDS_Vertex, TopoDS_Wire

from configurator.domain.errors import failed
from configurator.shapes.bspline import curve, flat_curve, surface, window_wire
from configurator.shapes.net_numbers import SPLINE_DEGREE, ParameterWindow
from configurator.shapes.outline import PlanArray

JOIN_TOLERANCE_MM = 1e-7
# How far an edge in the middle of a net may lie from it: both run through the same points, and apart between them.
LOOP_TOLERANCE_MM = 1e-3
FORWARD, REVERSED = TopAbs_Orientation.TopAbs_FORWARD, TopAbs_Orientation.TopAbs_REVERSED
# The boundary of a net, counter-clockwise in (u, v): which row or column, along u or v, and whether it rises.
BOUNDARY = (("v", 0, True), ("u", -1, True), ("v", -1, False), ("u", 0, False))


@dataclass(frozen=True, eq=False)
class NetLoop:
    """A hole in the net of a number: (n, 3) control points of its edges, which other nets have as sides, and the same
    edges in the net's parameters, (n, 2). They run counter-clockwise in (u, v)."""

    net: int
    edges: Sequence[PlanArray]
    parameters: Sequence[PlanArray]


@dataclass(frozen=True, eq=False)
class NetFlat:
    """A flat face within (n, 3) control points of its edges, which nets have as sides, one after the other.

    `outward` says whether what they turn about counter-clockwise points out of the material. A net may have an edge
    the other way round. `holes` are rings of such edges, which turn about the same way.
    """

    edges: Sequence[PlanArray]
    outward: bool
    holes: Sequence[Sequence[PlanArray]] = ()


def net_solid(
    nets: Sequence[PlanArray],
    outward: Sequence[bool],
    windowed: tuple[int, ParameterWindow] | None = None,
    loops: Sequence[NetLoop] = (),
    flats: Sequence[NetFlat] = (),
) -> cq.Solid:
    """The solid between (n, m, 3) nets in mm, each of whose sides is a side of one other: the same control points
    in the same order.

    `outward` says of each net whether its own normal, along rows across columns, points out of the
    material. `windowed` is the number of a net that has a flat window in z = 0, and the window; `loops` are
    holes in nets; `flats` close what nets leave open. Raises Failed where a side is left alone.
    """
    edges = _Edges()
    faces = [edges.face(net) for net in nets]
    for loop in loops:
        edges.pierce(faces[loop.net], loop)
    ends = [(edges.flat(flat), FORWARD if flat.outward else REVERSED) for flat in flats]
    if edges.sides != 2 * edges.count:
        raise failed("The surfaces of the shell do not meet.", hint="Change the sizes a little, or tell the author.")
    oriented = [(face, FORWARD if out else REVERSED) for face, out in zip(faces, outward, strict=True)]
    if windowed is not None:
        number, window = windowed
        pierced, plane = _cut_window(faces[number], window)
        oriented[number] = (pierced, oriented[number][1])
        oriented.append((plane, oriented[number][1]))
    oriented += ends
    return solid_of([face.Oriented(orientation) for face, orientation in oriented])


class _Edges:
    """Edges and vertices, each created once: the keys are the bytes of their control points."""

    def __init__(self) -> None:
        self.sides = 0
        self._builder = BRep_Builder()
        self._vertices: dict[bytes, TopoDS_Vertex] = {}
        self._edges: dict[bytes, TopoDS_Edge] = {}

    @property
    def count(self) -> int:
        return len(self._edges)

    def face(self, net: PlanArray) -> TopoDS_Face:
        """The whole surface of a net, bounded by edges that it may share."""
        face, wire = TopoDS_Face(), TopoDS_Wire()
        self._builder.MakeFace(face, surface(net), JOIN_TOLERANCE_MM)
        self._builder.MakeWire(wire)
        last = {"u": net.shape[0] - float(SPLINE_DEGREE), "v": net.shape[1] - float(SPLINE_DEGREE)}
        for fixed, end, rising in BOUNDARY:
            edge = self._edge(net[end] if fixed == "u" else net[:, end])
            start = {"u": 0.0, "v": 0.0, fixed: last[fixed] if end else 0.0}
            along = gp_Dir2d(0, 1) if fixed == "u" else gp_Dir2d(1, 0)
            self._builder.UpdateEdge(
                edge, Geom2d_Line(gp_Pnt2d(start["u"], start["v"]), along), face, JOIN_TOLERANCE_MM
            )
            self._builder.Add(wire, edge.Oriented(FORWARD if rising else REVERSED))
        self.sides += len(BOUNDARY)
        wire.Closed(True)
        self._builder.Add(face, wire)
        return face

    def pierce(self, face: TopoDS_Face, loop: NetLoop) -> None:
        """Cut a hole into a face, bounded by edges that it may share."""
        wire = TopoDS_Wire()
        self._builder.MakeWire(wire)
        for poles, parameters in zip(reversed(loop.edges), reversed(loop.parameters), strict=True):
            edge = self._edge(poles)
            self._builder.UpdateEdge(edge, flat_curve(parameters), face, LOOP_TOLERANCE_MM)
            for pole in (poles[0], poles[-1]):
                self._builder.UpdateVertex(self._vertex(pole), LOOP_TOLERANCE_MM)
            self._builder.Add(wire, edge.Oriented(REVERSED))
        self.sides += len(loop.edges)
        wire.Closed(True)
        self._builder.Add(face, wire)

    def flat(self, flat: NetFlat) -> TopoDS_Face:
        """A flat face, bounded by edges that it may share."""
        face = TopoDS_Face()
        corners = np.array([poles[0] for poles in flat.edges])
        normal = np.cross(corners, np.roll(corners, -1, axis=0)).sum(axis=0)
        plane = Geom_Plane(gp_Pln(gp_Pnt(*corners[0].tolist()), gp_Dir(*normal.tolist())))
        self._builder.MakeFace(face, plane, JOIN_TOLERANCE_MM)
        self._builder.Add(face, self._ring(flat.edges))
        for hole in flat.holes:
            self._builder.Add(face, self._ring(hole).Reversed())
        return face

    def _ring(self, edges: Sequence[PlanArray]) -> TopoDS_Wire:
        wire = TopoDS_Wire()
        self._builder.MakeWire(wire)
        for poles in edges:
            backwards = self._edges.get(np.ascontiguousarray(poles[::-1]).tobytes())
            edge = self._edge(poles).Oriented(FORWARD) if backwards is None else backwards.Oriented(REVERSED)
            self._builder.Add(wire, edge)
        self.sides += len(edges)
        wire.Closed(True)
        return wire

    def _edge(self, poles: PlanArray) -> TopoDS_Edge:
        key = poles.tobytes()
        if key not in self._edges:
            edge = self._edges[key] = TopoDS_Edge()
            self._builder.MakeEdge(edge, curve(poles), JOIN_TOLERANCE_MM)
            for pole, end in ((poles[0], FORWARD), (poles[-1], REVERSED)):
                self._builder.Add(edge, self._vertex(pole).Oriented(end))
            self._builder.Range(edge, 0.0, float(len(poles) - SPLINE_DEGREE))
        return self._edges[key]

    def _vertex(self, pole: PlanArray) -> TopoDS_Vertex:
        key = pole.tobytes()
        if key not in self._vertices:
            vertex = self._vertices[key] = TopoDS_Vertex()
            self._builder.MakeVertex(vertex, gp_Pnt(*pole.tolist()), JOIN_TOLERANCE_MM)
        return self._vertices[key]


def _cut_window(face: TopoDS_Face, window: ParameterWindow) -> tuple[TopoDS_Face, TopoDS_Face]:
    """The face with the window cut out, and the plane that fills it and faces the same way."""
    wire = window_wire(BRep_Tool.Surface_s(face), window)
    pierced = BRepBuilderAPI_MakeFace(face)
    pierced.Add(wire)
    plane = BRepBuilderAPI_MakeFace(gp_Pln(), TopoDS.Wire_s(wire.Reversed()), True)
    return pierced.Face(), plane.Face()


def solid_of(faces: Sequence[TopoDS_Face]) -> cq.Solid:
    """The solid within faces that share their edges, looking out of it."""
    builder, shell, solid = BRep_Builder(), TopoDS_Shell(), TopoDS_Solid()
    builder.MakeShell(shell)
    for face in faces:
        builder.Add(shell, face)
    shell.Closed(True)
    builder.MakeSolid(solid)
    builder.Add(solid, shell)
    return cq.Solid(solid)
