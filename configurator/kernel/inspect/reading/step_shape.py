"""The CAD kernel's shape of a STEP file as it is judged: faces that close are a solid, and every face has a mesh."""

from __future__ import annotations

from collections.abc import Iterator

import cadquery as cq
import numpy as np
import trimesh
from OCP.BRep import BRep_Tool
from OCP.BRepBuilderAPI import BRepBuilderAPI_NurbsConvert, BRepBuilderAPI_Sewing
from OCP.ShapeFix import ShapeFix_Solid
from OCP.TopAbs import TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import TopoDS
from OCP.TopTools import TopTools_IndexedMapOfShape

from configurator.domain.parts import soundness
from configurator.domain.parts.findings import Finding
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.geometry.axes import as_point

# mm between the edges of loose faces that are taken for one edge: a tenth of the precision that CAD programs state.
SEWING_MM = 1e-3
# mm2 of a face that may go without a mesh: less than the chord of a mesh squared.
MIN_FACE_MM2 = 1e-3


def count_distinct(shape: cq.Shape, kind: TopAbs_ShapeEnum) -> int:
    """How many solids or faces there are, those that stand in several places counted once."""
    placed, distinct = TopTools_IndexedMapOfShape(), TopTools_IndexedMapOfShape()
    TopExp.MapShapes_s(shape.wrapped, kind, placed)
    for number in range(1, placed.Extent() + 1):
        distinct.Add(placed.FindKey(number).Located(TopLoc_Location()))
    return int(distinct.Extent())


def has_facets_alone(shape: cq.Shape) -> bool:
    """Whether some face is given by facets without a surface, as in a tessellated solid."""
    return any(BRep_Tool.Surface_s(TopoDS.Face_s(face.wrapped)) is None for face in shape.Faces())


def sewn_solid(shape: cq.Shape) -> cq.Shape | None:
    """The solid of loose faces that close; None where there is a solid already, or they do not close."""
    if shape.Solids() or len(shape.Shells()) == 1:
        return None
    sewing = BRepBuilderAPI_Sewing(SEWING_MM)
    for face in shape.Faces():
        sewing.Add(face.wrapped)
    sewing.Perform()
    shells = cq.Shape.cast(sewing.SewedShape()).Shells()
    if len(shells) != 1 or not shells[0].wrapped.Closed():
        return None
    return cq.Shape.cast(ShapeFix_Solid().SolidFromShell(shells[0].wrapped))


def mesh_every_face(shape: cq.Shape, chord: float) -> tuple[trimesh.Trimesh, tuple[Finding, ...]]:
    """The mesh of a shape, and a refusal for each face that has none.

    Where faces have none, all are rebuilt as splines, which the kernel meshes in another way: its mesher gives up
    on noise in the direction of a cone's seam (OCCT issue 33681). The shape itself stays as the file has it: of
    splines the kernel at times computes another volume.
    """
    mesh, unmeshed = mesh_shape(shape, chord), tuple(unmeshed_faces(shape))
    if unmeshed:
        splines = cq.Shape.cast(BRepBuilderAPI_NurbsConvert(shape.wrapped, True).Shape())
        mesh_of_splines, of_splines = mesh_shape(splines, chord), tuple(unmeshed_faces(splines))
        if len(of_splines) < len(unmeshed):
            return mesh_of_splines, of_splines
    return mesh, unmeshed


def unmeshed_faces(shape: cq.Shape) -> Iterator[Finding]:
    """A refusal for each face without a mesh."""
    for number, face in enumerate(shape.Faces(), start=1):
        mesh = BRep_Tool.Triangulation_s(TopoDS.Face_s(face.wrapped), TopLoc_Location())
        if (mesh is None or not mesh.NbTriangles()) and (area := face.Area()) > MIN_FACE_MM2:
            place = as_point(np.array(face.Center().toTuple()))
            yield soundness.UNMESHED.finding(place, area, number=number, kind=face.geomType().lower(), area=area)
