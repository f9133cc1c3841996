"""Angles of axes."""

from __future__ import annotations

from math import cos, radians, sin

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import AxisAngle, Box, Face, Round, Z
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 0.01
MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.6}], ids=["fine", "coarse"])
TOP = Face(box=Box((-29, -19, 24), (29, 19, 26)), facing=Z)


def direction(lean):
    return (sin(radians(lean)), 0.0, cos(radians(lean)))


def block(lean=0.0, other=0.0, **mesher) -> trimesh.Trimesh:
    """60 x 40 x 25 on z = 0 with bores of 8 mm at x = -12 and 12 that lean towards +x by so many degrees."""
    body = cq.Workplane().box(60, 40, 25, centered=(True, True, False))
    for x, degrees in ((-12, lean), (12, other)):
        along = cq.Vector(*direction(degrees))
        start = cq.Vector(x, 0, 12.5) - along * 60
        body = body.cut(cq.Workplane(cq.Solid.makeCylinder(4, 120, start, along)))
    return mesh_shape(body.val(), **mesher)


def bore(x, lean=0.0) -> Round:
    return Round(centre=(x, 0, 12.5), diameter=8, axis=direction(lean))


def angle(nominal, of, datum=TOP, **place) -> AxisAngle:
    return AxisAngle(**{"name": "a", "nominal": nominal, "tolerance": 0.2, "of": of, "datum": datum, **place})


def measured(mesh: trimesh.Trimesh, dimension: AxisAngle) -> Measurement:
    return measure(mesh, [dimension])[0]


@MESHES
@pytest.mark.parametrize("lean", [0, 5, 30])
def test_a_bore_and_a_face_are_measured_within_their_uncertainty(lean, mesher) -> None:
    found = measured(block(lean, **mesher), angle(lean, bore(-12, lean)))
    assert abs(found.measured - lean) < found.uncertainty < EXACT


@MESHES
def test_two_bores_are_measured_within_their_uncertainty(mesher) -> None:
    found = measured(block(-10, 15, **mesher), angle(25, bore(12, 15), bore(-12, -10)))
    assert abs(found.measured - 25) < found.uncertainty < EXACT


@pytest.mark.parametrize("lean", [1, 4, 6, 8])
def test_the_measured_angle_follows_the_bore_wherever_it_was_said_to_lean(lean) -> None:
    found = measured(block(lean), angle(5, bore(-12, 5)))
    assert found.measured == pytest.approx(lean, abs=EXACT)
    assert not found.ok


@pytest.mark.parametrize("nominal", [0, 4.9, 5.1, 30])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal) -> None:
    assert measured(block(5), angle(nominal, bore(-12, 5))).measured == pytest.approx(5, abs=EXACT)


def test_stretching_the_part_shows() -> None:
    mesh = block(30)
    mesh.apply_transform(np.diag([1.05, 1, 1, 1]))
    # What was a cylinder is none any more, and its axis leans as the stretched one does.
    found = measured(mesh, angle(30, bore(-12 * 1.05, 30)))
    assert found.measured == pytest.approx(np.degrees(np.arctan(1.05 * np.tan(radians(30)))), abs=0.3)
    assert not found.ok


def test_axes_point_the_ways_that_are_stated() -> None:
    down = Round(centre=(-12, 0, 12.5), diameter=8, axis=tuple(-each for each in direction(5)))
    assert measured(block(5), angle(175, down)).measured == pytest.approx(175, abs=EXACT)


def test_the_mirrored_part_has_the_same_angle() -> None:
    mesh = block(20)
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(mesh, mirrored(angle(20, bore(-12, 20)))).measured == pytest.approx(20, abs=EXACT)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"of": bore(0)}, "nothing round"),
        ({"datum": Face(box=Box((-5, -5, 5), (5, 5, 9)), facing=Z)}, "nothing of the part|faces as stated"),
        ({"of": bore(-12, 60)}, "nothing round|too short"),
    ],
    ids=["no bore", "no face", "another axis"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(place, words) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(block(), angle(**{"nominal": 0, "of": bore(-12), **place}))
    assert caught.value.problems[0].fields == ("a",)


def test_a_ring_is_too_short_to_have_an_axis() -> None:
    plate = mesh_shape(cq.Workplane().rect(60, 40).circle(10).extrude(1).val())
    with pytest.raises(Failed, match="too short"):
        measured(plate, angle(0, Round(centre=(0, 0, 0.5), diameter=20), Face(box=TOP.box, facing=Z)))
