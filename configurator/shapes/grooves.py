"""A groove of any outline, cut into a flat face as letters are: no boolean."""

from __future__ import annotations

from collections.abc import Sequence

import cadquery as cq

from configurator.domain.parts.contours import ContourPiece
from configurator.shapes.flat_face import flat_face, location_along, pierce_face, replace_face
from configurator.shapes.letters import prism_faces


def sink_groove(part: cq.Workplane, contour: Sequence[ContourPiece], depth: float, plane: cq.Plane) -> cq.Workplane:
    """The part with a groove cut `depth` mm into one flat face: a closed contour in the plane's coordinates.

    Raises Failed where the face does not hold the ends and middles of all its pieces.
    """
    prism = contour_wire(contour).extrude(-depth).val()
    assert isinstance(prism, cq.Shape)
    groove, place, solid = prism_faces(prism, -depth), location_along(plane, 0), part.val()
    corners = [corner for piece in contour for corner in (piece.via, piece.end) if corner is not None]
    ground = flat_face(solid, plane, corners, "The groove")
    pierced = pierce_face(ground, [(hole, place) for hole in groove.holes])
    walls = [face.wrapped.Moved(place) for face in groove.faces]
    return cq.Workplane(replace_face(solid, ground, [pierced.wrapped, *walls]))


def contour_wire(contour: Sequence[ContourPiece], plane: str = "XY") -> cq.Workplane:
    """The closed wire of a contour, which begins where its last piece ends."""
    wire = cq.Workplane(plane).moveTo(*contour[-1].end)
    for piece in contour[:-1]:
        wire = wire.lineTo(*piece.end) if piece.via is None else wire.threePointArc(piece.via, piece.end)
    last = contour[-1]
    if last.via is None:
        return wire.close()
    return wire.threePointArc(last.via, last.end).wire()
