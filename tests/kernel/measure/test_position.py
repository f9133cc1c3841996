"""Where one feature is from another."""

from __future__ import annotations

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Box, Face, Position, Round, X, Y, Z
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4
MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.6}], ids=["fine", "coarse"])
LEFT = Round(centre=(-20, -5, 5), diameter=6)
RIGHT = Round(centre=(20, 10, 5), diameter=10)
END = Face(box=Box((-31, -21, 1), (-29, 21, 9)), facing=(-1, 0, 0))
TOP = Face(box=Box((-31, -21, 9), (31, 21, 11)), facing=Z)


def plate(left=(-20, -5), right=(20, 10), rounding=0.0, **mesher) -> trimesh.Trimesh:
    """60 x 40 x 10 on z = 0 with holes of 6 and 10 mm."""
    body = cq.Workplane().box(60, 40, 10, centered=(True, True, False))
    if rounding:
        body = body.edges("|Z").fillet(rounding)
    for (x, y), size in ((left, 6), (right, 10)):
        body = body.cut(cq.Workplane().center(x, y).circle(size / 2).extrude(10))
    return mesh_shape(body.val(), **mesher)


def position(nominal, of=RIGHT, datum=LEFT, **place) -> Position:
    return Position(**{"name": "p", "nominal": nominal, "tolerance": 0.05, "of": of, "datum": datum, **place})


def measured(mesh: trimesh.Trimesh, dimension: Position) -> Measurement:
    return measure(mesh, [dimension])[0]


CASES = [
    position(40, axis=X),
    position(15, axis=Y),
    position((40**2 + 15**2) ** 0.5),
    position(10, of=LEFT, datum=END, axis=X),
    position(10, of=LEFT, datum=END),
    position(10, of=END, datum=LEFT),
    position(50, datum=END),
    position(10, of=TOP, datum=Face(box=Box((-31, -21, -1), (31, 21, 1)), facing=(0, 0, -1)), axis=Z),
]


@MESHES
@pytest.mark.parametrize("dimension", CASES, ids=lambda each: f"{each.nominal:.2f} {each.axis}")
def test_it_is_measured_within_its_uncertainty(dimension, mesher) -> None:
    found = measured(plate(**mesher), dimension)
    assert abs(found.measured - dimension.nominal) < min(found.uncertainty, EXACT)


@pytest.mark.parametrize("shift", [-0.5, -0.1, 0.1, 0.5])
def test_it_follows_the_hole(shift) -> None:
    mesh = plate(left=(-20 - shift, -5))
    assert measured(mesh, position(40, axis=X)).measured == pytest.approx(40 + shift, abs=EXACT)
    assert measured(mesh, position(10, of=LEFT, datum=END)).measured == pytest.approx(10 - shift, abs=EXACT)
    assert measured(mesh, position(15, axis=Y)).measured == pytest.approx(15, abs=EXACT)


@pytest.mark.parametrize("nominal", [1, 39.9, 40.1, 80])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal) -> None:
    assert measured(plate(), position(nominal, axis=X)).measured == pytest.approx(40, abs=EXACT)


def test_against_the_axis_it_is_negative() -> None:
    assert measured(plate(), position(40, axis=(-1, 0, 0))).measured == pytest.approx(-40, abs=EXACT)


def test_the_near_and_the_far_side_of_a_hole_are_a_radius_off() -> None:
    for point, size in (("near", 7), ("axis", 10), ("far", 13)):
        hole = Round(centre=(-20, -5, 5), diameter=6, point=point)
        assert measured(plate(), position(size, of=hole, datum=END)).measured == pytest.approx(size, abs=EXACT)
        assert measured(plate(), position(size, of=END, datum=hole)).measured == pytest.approx(size, abs=EXACT)


def test_roundings_at_the_edges_of_a_face_do_not_move_it() -> None:
    wide = Face(box=Box((-31, -21, -1), (-20, 21, 11)), facing=(-1, 0, 0))
    found = measured(plate(rounding=6), position(10, of=LEFT, datum=wide))
    assert found.measured == pytest.approx(10, abs=EXACT)


def test_crossing_axes_have_the_distance_square_to_both() -> None:
    body = cq.Workplane().box(40, 40, 40).cut(cq.Workplane().circle(3).extrude(30, both=True))
    body = body.cut(cq.Workplane("YZ").center(4, 6).circle(2).extrude(30, both=True))
    across = Round(centre=(-12, 4, 6), diameter=4, axis=X)
    up = Round(centre=(0, 0, -12), diameter=6)
    assert measured(mesh_shape(body.val()), position(4, of=across, datum=up)).measured == pytest.approx(4, abs=EXACT)


def test_two_per_cent_of_growth_shows() -> None:
    mesh = plate()
    mesh.apply_scale(1.02)
    found = measured(mesh, position(40, axis=X))
    assert found.measured == pytest.approx(40.8, abs=EXACT)
    assert not found.ok


def test_any_orientation_gives_the_same_size() -> None:
    turn = trimesh.transformations.random_rotation_matrix(np.array([0.7, 0.2, 0.5]))
    mesh = plate()
    mesh.apply_transform(turn)
    left, right = (
        Round(centre=tuple(turn[:3, :3] @ each.centre), diameter=each.diameter, axis=tuple(turn[:3, 2]))
        for each in (LEFT, RIGHT)
    )
    assert measured(mesh, position(40, right, left, axis=tuple(turn[:3, 0]))).measured == pytest.approx(40, abs=EXACT)


@pytest.mark.parametrize("dimension", CASES, ids=lambda each: f"{each.nominal:.2f} {each.axis}")
def test_the_mirrored_part_has_the_same_size(dimension) -> None:
    mesh = plate()
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(mesh, mirrored(dimension)).measured == pytest.approx(dimension.nominal, abs=EXACT)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"of": Round(centre=(0, 0, 5), diameter=6)}, "nothing round"),
        ({"datum": Round(centre=(-20, -5, 5), diameter=6, role="shaft")}, "nothing round"),
        ({"datum": Face(box=Box((-5, -5, 2), (5, 5, 8)), facing=X)}, r"nothing of the part|faces as stated"),
        ({"datum": TOP, "axis": X}, "along the axis of measuring"),
        ({"of": LEFT}, "two axes are one"),
    ],
    ids=["no hole", "no shaft", "no face", "face along the axis", "the same hole"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(place, words) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(plate(), position(40, **place))
    assert caught.value.problems[0].fields == ("p",)
