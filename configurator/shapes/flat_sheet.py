"""A flat sheet cut along loops of lines and arcs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cadquery as cq
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeWire

from configurator.domain.parts.outlines import Loop, Segment


def flat_sheet(loops: Sequence[Loop], thickness: float) -> Any:
    """Within the first loop, without the others; from z = 0 up to `thickness` in mm, as a workplane."""
    outer, *holes = map(_wire, loops)
    return cq.Workplane(cq.Solid.extrudeLinear(outer, holes, cq.Vector(0, 0, thickness)))


def _wire(loop: Loop) -> cq.Wire:
    # Edge by edge: handed over as a list, equal edges give other bytes each time.
    wire = BRepBuilderAPI_MakeWire()
    for segment in loop.segments:
        wire.Add(_edge(segment).wrapped)
    return cq.Wire(wire.Wire())


def _edge(segment: Segment) -> cq.Edge:
    start, middle, end = (cq.Vector(*place) for place in (segment.start, segment.middle, segment.end))
    return cq.Edge.makeThreePointArc(start, middle, end) if segment.radius else cq.Edge.makeLine(start, end)
