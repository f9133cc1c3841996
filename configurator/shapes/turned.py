"""What a lathe makes of corners, without the workplane: each step of one takes the time of a small solid."""

from __future__ import annotations

from collections.abc import Sequence

import cadquery as cq

Corner = tuple[float, float]
XY = cq.Plane((0, 0, 0))


def turned(corners: Sequence[Corner], degrees: float = 360.0) -> cq.Workplane:
    """The solid that a closed line through (radius, height) in mm leaves, turned about z from x on."""
    line = cq.Wire.makePolygon([cq.Vector(radius, 0, z) for radius, z in corners], close=True)
    face = cq.Face.makeFromWires(line)
    return workplane_of(cq.Solid.revolve(face, degrees, cq.Vector(0, 0, 0), cq.Vector(0, 0, 1)))


def drilled(diameter: float, start: cq.Vector, axis: cq.Vector, depth: float) -> cq.Workplane:
    """The cylinder that a drill takes away, as a tool to cut with."""
    return workplane_of(cq.Solid.makeCylinder(diameter / 2, depth, start, axis))


def workplane_of(shape: cq.Shape) -> cq.Workplane:
    """The shape on a workplane; `cq.Workplane(shape)` makes all eleven named planes first, which takes 1 ms."""
    return cq.Workplane(XY).add(shape)
