"""Grooves in flat faces, by their volume."""

from math import pi

import cadquery as cq
import pytest

from configurator.domain.errors import Failed
from configurator.domain.parts.contours import ContourPiece, arc_piece
from configurator.shapes.booleans import mesh_volume
from configurator.shapes.grooves import sink_groove

# A stroke from (-3, 0) to (3, 0), 2 mm wide with round ends.
STROKE = [
    ContourPiece((3, -1)),
    arc_piece((3, 0), 1, -pi / 2, pi / 2),
    ContourPiece((-3, 1)),
    arc_piece((-3, 0), 1, pi / 2, 3 * pi / 2),
]


def test_a_groove_takes_its_area_times_its_depth_out_of_a_flat_face():
    plate = cq.Workplane().box(12, 6, 4)
    result = sink_groove(plate, STROKE, 0.5, cq.Plane((0, 0, 2)))
    assert result.val().isValid()
    assert mesh_volume([result.val()]) == pytest.approx(12 * 6 * 4 - 0.5 * (12 + pi), abs=0.02)


def test_a_groove_that_its_face_does_not_hold_is_refused():
    with pytest.raises(Failed, match="one flat face"):
        sink_groove(cq.Workplane().box(7, 6, 4), STROKE, 0.5, cq.Plane((0, 0, 2)))
