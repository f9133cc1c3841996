"""The lines that a draughtsman would draw: a shape's edges as polylines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf, radians

import cadquery as cq
import numpy as np
from numpy.typing import NDArray
from OCP.BRep import BRep_Tool
from OCP.BRepAdaptor import BRepAdaptor_Surface
from OCP.BRepLib import BRepLib
from OCP.BRepMesh import BRepMesh_IncrementalMesh
from OCP.BRepTools import BRepTools
from OCP.GeomAbs import GeomAbs_Shape
from OCP.gp import gp_Pnt, gp_Trsf, gp_Vec
from OCP.TopAbs import TopAbs_Orientation, TopAbs_ShapeEnum
from OCP.TopExp import TopExp
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import TopoDS, TopoDS_Edge, TopoDS_Face
from OCP.TopTools import TopTools_IndexedDataMapOfShapeListOfShape, TopTools_IndexedMapOfShape, TopTools_ListOfShape

from configurator.kernel.build.brep_mesh import ANGLE_RAD, CHORD_MM
from configurator.kernel.part import Part

Polyline = NDArray[np.float64]
# Faces that meet at less than this look like one, unless one is rounded: the project's own choice.
SMOOTH_RAD = radians(0.5)
SHORTEST_NORMAL = 1e-9  # length of a normal that has no direction


def edges_to_draw(part: Part) -> Sequence[Polyline]:
    """The edges to draw of a part, (n, 3) polylines in mm through vertices of its mesh."""
    return feature_edges(part.shape) if part.edges is None else part.edges


def feature_edges(shape: cq.Shape, chord: float = CHORD_MM, smooth: bool = False) -> list[Polyline]:
    """The edges of `shape` as (n, 3) polylines in mm, in the order the shape holds them.

    They run through the vertices of the shape's own triangles; a shape without triangles gets
    some first, within `chord` mm. Left out are edges of no length, seams where a surface meets
    itself smoothly and, unless `smooth`, edges between faces that meet at less than half a degree.
    """
    if not BRepTools.Triangulation_s(shape.wrapped, inf):
        BRepMesh_IncrementalMesh(shape.wrapped, chord, False, ANGLE_RAD, False)
    surfaces = _Surfaces()
    return [_polyline(edge, faces) for edge, faces in _edges(shape) if _is_feature(edge, faces, surfaces, smooth)]


def feature_numbers(shape: cq.Shape, numbers: TopTools_IndexedMapOfShape) -> list[int]:
    """Which of the edges of `shape` a draughtsman would draw, counted from 0 in a map of them."""
    surfaces = _Surfaces()
    features = [edge for edge, faces in _edges(shape) if _is_feature(edge, faces, surfaces, smooth=False)]
    return [numbers.FindIndex(edge) - 1 for edge in features]


# The kernel's lists are read by index and by their ends: iterating over one ends in a C++
# exception, which costs 0.2 ms, and there is a list for every edge.
def _edges(shape: cq.Shape) -> Iterator[tuple[TopoDS_Edge, TopTools_ListOfShape]]:
    """Each edge that bounds a face, once, with the faces it bounds."""
    faces_by_edge = TopTools_IndexedDataMapOfShapeListOfShape()
    kinds = TopAbs_ShapeEnum.TopAbs_EDGE, TopAbs_ShapeEnum.TopAbs_FACE
    TopExp.MapShapesAndUniqueAncestors_s(shape.wrapped, *kinds, faces_by_edge)
    for index in range(1, faces_by_edge.Extent() + 1):
        faces = faces_by_edge.FindFromIndex(index)
        if faces.Size() > 0:
            yield TopoDS.Edge_s(faces_by_edge.FindKey(index)), faces


class _Surfaces:
    """An adaptor of the surface under each face, made once: that takes as long as thirty evaluations."""

    def __init__(self) -> None:
        self._faces = TopTools_IndexedMapOfShape()
        self._adaptors: list[BRepAdaptor_Surface] = []

    def under(self, face: TopoDS_Face) -> BRepAdaptor_Surface:
        number = self._faces.Add(face)
        if number > len(self._adaptors):
            self._adaptors.append(BRepAdaptor_Surface(face))
        return self._adaptors[number - 1]


def _is_feature(edge: TopoDS_Edge, faces: TopTools_ListOfShape, surfaces: _Surfaces, smooth: bool) -> bool:
    if BRep_Tool.Degenerated_s(edge):
        return False
    one, other = TopoDS.Face_s(faces.First()), TopoDS.Face_s(faces.Last())
    seam = faces.Size() == 1 and BRep_Tool.IsClosed_s(edge, one)
    border = faces.Size() == 1 and not seam
    if border or faces.Size() > 2 or (smooth and not seam):
        return True
    if seam:
        return bool(BRepLib.ContinuityOfFaces_s(edge, one, one, SMOOTH_RAD) == GeomAbs_Shape.GeomAbs_C0)
    sides = (_normals(edge, face, surfaces) for face in (one, other))
    return any(_angle_between(a, b) > SMOOTH_RAD for a, b in zip(*sides, strict=True))


def _angle_between(one: gp_Vec, other: gp_Vec) -> float:
    """The angle between the normals of two faces, in radians; 0 where one has a pole.

    The kernel's own check of continuity calls two coplanar faces broken where one is free-form.
    """
    return float(one.Angle(other)) if min(one.Magnitude(), other.Magnitude()) > SHORTEST_NORMAL else 0.0


def _normals(edge: TopoDS_Edge, face: TopoDS_Face, surfaces: _Surfaces) -> Iterator[gp_Vec]:
    """Normals out of the material at three places of the edge; of no length where the surface has a pole."""
    start, end = BRep_Tool.Range_s(edge)
    curve, surface = BRep_Tool.CurveOnSurface_s(edge, face, 0.0, 0.0), surfaces.under(face)
    reverse = face.Orientation() == TopAbs_Orientation.TopAbs_REVERSED
    for share in (0.2, 0.5, 0.8):
        at = curve.Value(start + share * (end - start))
        point, along, across = gp_Pnt(), gp_Vec(), gp_Vec()
        surface.D1(at.X(), at.Y(), point, along, across)
        normal = along.Crossed(across)
        yield normal.Reversed() if reverse else normal


def _polyline(edge: TopoDS_Edge, faces: TopTools_ListOfShape) -> Polyline:
    place = TopLoc_Location()
    triangles = BRep_Tool.Triangulation_s(TopoDS.Face_s(faces.First()), place)
    polygon = BRep_Tool.PolygonOnTriangulation_s(edge, triangles, place)
    points = [triangles.Node(polygon.Node(number)).Coord() for number in range(1, polygon.NbNodes() + 1)]
    if place.IsIdentity():
        return np.array(points)
    turn = _matrix(place.Transformation())
    return np.array(points) @ turn[:, :3].T + turn[:, 3]


def _matrix(transformation: gp_Trsf) -> Polyline:
    """(3, 4): from points in the face's frame to points in the shape's."""
    return np.array([[transformation.Value(row, column) for column in range(1, 5)] for row in range(1, 4)])
