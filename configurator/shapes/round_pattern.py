"""What repeats about z, from one of its sectors: the kernel works on that alone, and its faces are turned and sewn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import pi

import cadquery as cq
from OCP.BRepBuilderAPI import BRepBuilderAPI_Sewing
from OCP.gp import gp, gp_Trsf
from OCP.ShapeUpgrade import ShapeUpgrade_UnifySameDomain
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import TopoDS, TopoDS_Edge, TopoDS_Face, TopoDS_Shape

from configurator.domain.errors import failed
from configurator.shapes.net_solid import solid_of
from configurator.shapes.rims import faces_of, is_level, level_face, rim_of
from configurator.shapes.turned import workplane_of

SEWN_MM = 1e-5
AXIS_MM = 1e-6


def round_pattern(sector: cq.Workplane, count: int, low: float, high: float) -> cq.Workplane:
    """The solid of `count` times a sector about z, which lies between two planes through z and two levels.

    Faces that go on from sector to sector are united. Raises Failed where one does not meet the next.
    """
    sewing = BRepBuilderAPI_Sewing(SEWN_MM)
    outer = [face for face in faces_of(sector.val().wrapped) if not _is_inner(cq.Face(face), low, high)]
    for face in _all_round(outer, count):
        sewing.Add(face)
    sewing.Perform()
    unify = ShapeUpgrade_UnifySameDomain(sewing.SewedShape(), True, True, True)
    unify.Build()
    walls = faces_of(unify.Shape())
    ends = [level_face(z, looks_up, [_end_rim(walls, z)]) for z, looks_up in ((low, False), (high, True))]
    return workplane_of(solid_of([*walls, *ends]))


def _is_inner(face: cq.Face, low: float, high: float) -> bool:
    """Whether a sector's face lies against the next sector, or at an end."""
    if any(is_level(face.wrapped, z) for z in (low, high)):
        return True
    # In a plane through z.
    centre, normal = face.Center(), face.normalAt()
    is_flat = face.geomType() == "PLANE" and abs(normal.z) < AXIS_MM
    return is_flat and abs(centre.x * normal.x + centre.y * normal.y) < AXIS_MM


def _all_round(faces: Sequence[TopoDS_Face], count: int) -> Iterator[TopoDS_Shape]:
    for number in range(count):
        turn = gp_Trsf()
        turn.SetRotation(gp.OZ_s(), 2 * pi * number / count)
        yield from (face.Moved(TopLoc_Location(turn)) for face in faces)


def _end_rim(walls: Sequence[TopoDS_Face], z: float) -> list[TopoDS_Edge]:
    rim = [TopoDS.Edge_s(edge.Reversed()) for edge in rim_of(walls) if is_level(edge, z)]
    if not rim:
        raise failed("A round pattern has no end.", hint="This is a fault of the template: tell its author.")
    return rim
