"""A groove of any outline, cut into a flat face as letters are: no boolean."""

from __future__ import annotations

from collections.abc import Sequence

import cadquery as cq
from OCP.BRepBuilderAPI import BRepBuilderAPI_MakeWire

from configurator.domain.parts.contours import ContourPiece
from configurator.shapes.flat_face import flat_face, location_along, pierce_face, replace_face
from configurator.shapes.letters import prism_faces


def sink_groove(part: cq.Workplane, contour: Sequence[ContourPiece], depth: float, plane: cq.Plane) -> cq.Workplane:
    """The part with a groove cut `depth` mm into one flat face: a closed contour in the plane's coordinates.

    Raises Failed where the face does not hold the ends and middles of all its pieces.
    """
    wire = contour_wire(contour).val()
    assert isinstance(wire, cq.Wire)
    # Not by the workplane, which unites faces in an order of its own each time.
    prism = cq.Solid.extrudeLinear(wire, [], cq.Vector(0, 0, -depth))
    groove, place, solid = prism_faces(prism, -depth), location_along(plane, 0), part.val()
    corners = [corner for piece in contour for corner in (piece.via, piece.end) if corner is not None]
    ground = flat_face(solid, plane, corners, "The groove")
    pierced = pierce_face(ground, [(hole, place) for hole in groove.holes])
    walls = [face.wrapped.Moved(place) for face in groove.faces]
    return cq.Workplane(replace_face(solid, ground, [pierced.wrapped, *walls]))


def contour_wire(contour: Sequence[ContourPiece], plane: str = "XY") -> cq.Workplane:
    """The closed wire of a contour, which begins where its last piece ends."""
    frame = cq.Plane.named(plane)
    ends = [frame.toWorldCoords(piece.end) for piece in contour]
    edges = [
        cq.Edge.makeLine(start, end)
        if piece.via is None
        else cq.Edge.makeThreePointArc(start, frame.toWorldCoords(piece.via), end)
        for start, end, piece in zip((ends[-1], *ends), ends, contour, strict=False)
    ]
    return cq.Workplane(frame).add(_wire_in_order(edges))


def _wire_in_order(edges: Sequence[cq.Edge]) -> cq.Wire:
    """One wire; given all edges at once, the kernel takes them in an order of its own each time."""
    maker = BRepBuilderAPI_MakeWire()
    for edge in edges:
        maker.Add(edge.wrapped)
    return cq.Wire(maker.Wire())
