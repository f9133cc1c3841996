"""Gears as solids: teeth along a helix or straight, flat ends, a bore, two of them on one hub. No boolean.

Their sides are nets whose edges the ends share; bores and hubs take the place of parts of the ends.
"""

from __future__ import annotations

from math import ceil, pi, tan

import cadquery as cq
import numpy as np
from OCP.BRep import BRep_Builder, BRep_Tool
from OCP.Geom import Geom_Plane
from OCP.TopLoc import TopLoc_Location
from OCP.TopoDS import TopoDS_Shell, TopoDS_Solid

from configurator.domain.standards.gears import Toothing
from configurator.shapes.flat_face import pierce_face
from configurator.shapes.gear_profile import gear_outline, spline_poles
from configurator.shapes.letters import LEVEL_COSINE, NEAR_MM
from configurator.shapes.net_solid import NetFlat, net_solid
from configurator.shapes.outline import PlanArray

# How far one span of a spline turns: it lies within a millionth of the radius on its helix.
SPAN_RAD = pi / 12


def gear_solid(gear: Toothing, width: float, low: float = 0.0) -> cq.Solid:
    """The gear from z = `low` upwards, `width` mm wide, without a bore; a tooth lies on x at its lower end.

    A positive helix is right-handed.
    """
    twist = 2 * width * tan(gear.helix) / gear.pitch_diameter
    turns = _helix(twist)
    heights = low + width * _greville(len(turns))
    nets = [_net(piece, turns, heights) for piece in gear_outline(gear)]
    below = NetFlat([np.ascontiguousarray(net[:, 0]) for net in nets], False)
    above = NetFlat([np.ascontiguousarray(net[:, -1]) for net in nets], True)
    return net_solid(nets, [True] * len(nets), flats=[below, above])


def bored(gear: cq.Solid, section: cq.Workplane, low: float, high: float) -> cq.Solid:
    """The solid with a hole of a section through it, from one of its ends to the other."""
    prism = _prism(section, low, high)
    faces = [face for face in gear.Faces() if not (_is_flat_at(face, low) or _is_flat_at(face, high))]
    walls = [_reversed(face) for face in prism.Faces() if not (_is_flat_at(face, low) or _is_flat_at(face, high))]
    ends = [_end_with_hole(gear, prism, height, True) for height in (low, high)]
    return _solid_of([*faces, *ends, *walls])


def on_hub(lower: cq.Solid, upper: cq.Solid, hub: float, low: float, high: float) -> cq.Solid:
    """Two gears, the upper end of the one and the lower end of the other joined by a round hub of a diameter in mm."""
    prism = _prism(cq.Workplane().circle(hub / 2), low, high)
    walls = [face for face in prism.Faces() if not (_is_flat_at(face, low) or _is_flat_at(face, high))]
    ends = [_end_with_hole(lower, prism, low, False), _end_with_hole(upper, prism, high, False)]
    others = [face for face in lower.Faces() if not _is_flat_at(face, low)]
    others += [face for face in upper.Faces() if not _is_flat_at(face, high)]
    return _solid_of([*others, *ends, *walls])


def _net(piece: PlanArray, turns: PlanArray, heights: PlanArray) -> PlanArray:
    """(n, m, 3): along the outline, and upwards."""
    x, y = piece[:, :1], piece[:, 1:]
    flat = [x * turns[:, 0] - y * turns[:, 1], x * turns[:, 1] + y * turns[:, 0]]
    return np.ascontiguousarray(np.stack([*flat, np.broadcast_to(heights, flat[0].shape)], axis=2))


def _helix(twist: float) -> PlanArray:
    """(m, 2) control points of cosine and sine over a twist in rad."""
    return spline_poles(
        lambda share: np.column_stack([np.cos(twist * share), np.sin(twist * share)]),
        max(1, ceil(abs(twist) / SPAN_RAD)),
    )


def _greville(count: int) -> PlanArray:
    """(count,) shares at which control points of an even line lie."""
    spans = count - 3
    knots = np.concatenate([[0.0] * 3, np.arange(spans + 1.0), [float(spans)] * 3])
    return np.array([knots[i + 1 : i + 4].mean() / spans for i in range(count)])


def _prism(section: cq.Workplane, low: float, high: float) -> cq.Shape:
    prism = section.extrude(high - low).translate((0, 0, low)).val()
    assert isinstance(prism, cq.Shape)
    return prism


def _is_flat_at(face: cq.Face, height: float) -> bool:
    """By the surface alone: bounding boxes of ends with all their teeth take a tenth of a second."""
    surface = BRep_Tool.Surface_s(face.wrapped)
    if not isinstance(surface, Geom_Plane):
        return False
    position = surface.Position()
    level = abs(position.Direction().Z()) > LEVEL_COSINE
    return bool(level and abs(position.Location().Z() - height) < NEAR_MM)


def _end_with_hole(solid: cq.Shape, prism: cq.Shape, height: float, inside: bool) -> cq.Face:
    """The solid's end with a hole as the prism's end there; a prism that lies inside the solid looks the same way."""
    end, hole = (next(face for face in each.Faces() if _is_flat_at(face, height)) for each in (solid, prism))
    wire = hole.outerWire() if inside else cq.Wire(hole.outerWire().wrapped.Reversed())
    return pierce_face(end, [(wire, TopLoc_Location())])


def _reversed(face: cq.Face) -> cq.Face:
    return cq.Face(face.wrapped.Reversed())


def _solid_of(faces: list[cq.Face]) -> cq.Solid:
    builder, shell, solid = BRep_Builder(), TopoDS_Shell(), TopoDS_Solid()
    builder.MakeShell(shell)
    for face in faces:
        builder.Add(shell, face.wrapped)
    shell.Closed(True)
    builder.MakeSolid(solid)
    builder.Add(solid, shell)
    return cq.Solid(solid)
