"""Solids put together from faces that share edges, each by the rim that it leaves open on a level: no boolean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot

import cadquery as cq
from OCP.BRep import BRep_Builder, BRep_Tool
from OCP.Geom import Geom_Plane
from OCP.gp import gp_Ax3, gp_Dir, gp_Pln, gp_Pnt
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp, TopExp_Explorer
from OCP.TopoDS import TopoDS, TopoDS_Edge, TopoDS_Face, TopoDS_Shape, TopoDS_Vertex, TopoDS_Wire

from configurator.domain.errors import failed
from configurator.shapes.net_solid import solid_of
from configurator.shapes.turned import workplane_of

LEVEL_MM, TOLERANCE_MM = 1e-4, 1e-7
PLACES = 5  # of mm, by which corners are one
Rim = Sequence[TopoDS_Edge]


def sink_tool(part: cq.Workplane, tool: cq.Workplane) -> cq.Workplane:
    """The part without what of the tool is above z = 0, where its mouth lies within one flat face, the part's lowest.

    As `booleans.cut` where that face is all of the part that the tool crosses. The tool has an edge round its mouth.
    Raises Failed where the part has no such face, or the tool no such edge.
    """
    walls = [face for face in faces_of(tool.val().wrapped) if _low(face) > -LEVEL_MM]
    mouth = [edge for edge in rim_of(walls) if is_level(edge, 0.0)]
    faces = faces_of(part.val().wrapped)
    grounds = [face for face in faces if is_level(face, 0.0)]
    if len(grounds) != 1 or not mouth:
        raise _failed("A bore's mouth does not lie on one flat face")
    floor = level_face(0.0, False, [rim_of(grounds), mouth])
    return workplane_of(solid_of([*_without(faces, grounds), floor, *map(_turned, walls)]))


def replace_stub(part: cq.Workplane, radius: float, level: float, upper: cq.Workplane) -> cq.Workplane:
    """The part with another solid in the place of a stub: a round about z of a radius, from a flat to its flat end.

    The other stands on z = 0 and is lifted to the flat's level. Its outline there goes round the stub, and lies within
    the flat's outline or goes round it. What is bored up the stub's middle stays. Raises Failed where there is no such
    stub.
    """
    faces, uppers = faces_of(part.val().wrapped), faces_of(upper.val().moved(cq.Location(0, 0, level)).wrapped)
    stub = [face for face in faces if _low(face) > level - LEVEL_MM and _reach(face) > radius - LEVEL_MM]
    flats = [face for face in stub if is_level(face, level)]
    feet = [face for face in uppers if is_level(face, level)]
    if (len(stub), len(flats), len(feet)) != (3, 1, 1):
        raise _failed("A part has no stub that another can take the place of")
    outer = [edge for edge in rim_of(flats) if _reach(edge) > radius + LEVEL_MM]
    is_within = _reach(feet[0]) < _reach(flats[0])
    rims = [outer, rim_of(feet)] if is_within else [rim_of(feet), outer]
    kept = [*_without(faces, stub), *_without(uppers, feet)]
    return workplane_of(solid_of([*kept, level_face(level, is_within, rims)]))


def level_face(z: float, looks_up: bool, rims: Sequence[Rim]) -> TopoDS_Face:
    """The flat face on a level within the first rim and without the others, which turn as they bound it."""
    builder, face = BRep_Builder(), TopoDS_Face()
    plane = gp_Pln(gp_Ax3(gp_Pnt(0, 0, z), gp_Dir(0, 0, 1 if looks_up else -1)))
    builder.MakeFace(face, Geom_Plane(plane), TOLERANCE_MM)
    for rim in rims:
        builder.Add(face, _wire(rim))
    return face


def rim_of(faces: Iterable[TopoDS_Face]) -> list[TopoDS_Edge]:
    """The edges of faces, turned as the faces have them."""
    return [edge for face in faces for edge in _edges(face)]


def _edges(face: TopoDS_Face) -> Iterator[TopoDS_Edge]:
    explorer = TopExp_Explorer(face, TopAbs_ShapeEnum.TopAbs_EDGE)
    while explorer.More():
        yield TopoDS.Edge_s(explorer.Current())
        explorer.Next()


def _turned(face: TopoDS_Face) -> TopoDS_Face:
    """Looking the other way."""
    return TopoDS.Face_s(face.Reversed())


def _wire(rim: Rim) -> TopoDS_Wire:
    """Of edges that close, one after the other whatever their order was."""
    builder, wire = BRep_Builder(), TopoDS_Wire()
    builder.MakeWire(wire)
    starts = {_place(TopExp.FirstVertex_s(edge, True)): edge for edge in rim}
    edge = rim[0]
    for _ in rim:
        builder.Add(wire, edge)
        edge = starts.get(_place(TopExp.LastVertex_s(edge, True)), edge)
    wire.Closed(True)
    return wire


def _place(vertex: TopoDS_Vertex) -> tuple[float, float, float]:
    point = BRep_Tool.Pnt_s(vertex)
    return round(point.X(), PLACES), round(point.Y(), PLACES), round(point.Z(), PLACES)


def _corners(shape: TopoDS_Shape) -> Iterator[gp_Pnt]:
    explorer = TopExp_Explorer(shape, TopAbs_ShapeEnum.TopAbs_VERTEX)
    while explorer.More():
        yield BRep_Tool.Pnt_s(TopoDS.Vertex_s(explorer.Current()))
        explorer.Next()


def is_level(shape: TopoDS_Shape, z: float) -> bool:
    """Whether all its corners lie on a level."""
    return all(abs(corner.Z() - z) < LEVEL_MM for corner in _corners(shape))


def _low(shape: TopoDS_Shape) -> float:
    return min(corner.Z() for corner in _corners(shape))


def _reach(shape: TopoDS_Shape) -> float:
    """How far from the z axis its corners lie."""
    return max(hypot(corner.X(), corner.Y()) for corner in _corners(shape))


def faces_of(shape: TopoDS_Shape) -> list[TopoDS_Face]:
    """All faces of a shape, in its order."""
    explorer, faces = TopExp_Explorer(shape, TopAbs_ShapeEnum.TopAbs_FACE), []
    while explorer.More():
        faces.append(TopoDS.Face_s(explorer.Current()))
        explorer.Next()
    return faces


def _without(faces: Sequence[TopoDS_Face], gone: Sequence[TopoDS_Face]) -> list[TopoDS_Face]:
    return [face for face in faces if not any(face.IsSame(each) for each in gone)]


def _failed(message: str) -> Exception:
    return failed(f"{message}.", hint="This is a fault of the template: tell its author.")
