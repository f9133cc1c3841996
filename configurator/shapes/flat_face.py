"""A flat face of a solid, other faces in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cadquery as cq
from OCP.BRep import BRep_Builder
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeFace
from OCP.BRepTools import BRepTools_ReShape
from OCP.gp import gp_Trsf, gp_Vec
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import TopoDS, TopoDS_Compound, TopoDS_Face

from configurator.domain.errors import failed

IN_PLANE_MM = 1e-3
Corner = tuple[float, float]


def flat_face(solid: cq.Shape, plane: cq.Plane, corners: Sequence[Corner], what: str) -> cq.Face:
    """The flat face in the plane that holds all the corners, in its coordinates. Raises Failed where there is none."""
    points = [cq.Vertex.makeVertex(*plane.toWorldCoords(corner).toTuple()) for corner in corners]
    for face in solid.Faces():
        flat = face.geomType() == "PLANE" and abs(face.normalAt().dot(plane.zDir)) > 1 - 1e-6
        if flat and all(face.distance(point) < IN_PLANE_MM for point in points):
            return face
    raise failed(f"{what} does not lie on one flat face.", hint="This is a fault of the template: tell its author.")


def location_along(plane: cq.Plane, along: float, up: float = 0.0) -> TopLoc_Location:
    """The location of what stands so many mm along a line of text in the plane, and above it."""
    shift = gp_Trsf()
    shift.SetTranslation(gp_Vec(along, up, 0))
    return TopLoc_Location(plane.location.wrapped.Transformation().Multiplied(shift))


def pierce_face(ground: cq.Face, holes: Iterable[tuple[cq.Wire, TopLoc_Location]]) -> cq.Face:
    """The flat face with holes in it, each moved to its place."""
    maker = BRepBuilderAPI_MakeFace(ground.wrapped)
    for hole, place in holes:
        maker.Add(TopoDS.Wire_s(hole.wrapped.Reversed().Moved(place)))
    return cq.Face(maker.Face())


def replace_face(solid: cq.Shape, ground: cq.Face, faces: Iterable[TopoDS_Face]) -> cq.Shape:
    """The solid with these faces in the place of one."""
    reshape = BRepTools_ReShape()
    reshape.Replace(ground.wrapped, _compound_of(faces))
    return cq.Shape.cast(reshape.Apply(solid.wrapped))


def _compound_of(faces: Iterable[TopoDS_Face]) -> TopoDS_Compound:
    builder, compound = BRep_Builder(), TopoDS_Compound()
    builder.MakeCompound(compound)
    for face in faces:
        builder.Add(compound, face)
    return compound
