from __future__ import annotations

from math import cos, radians

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Thickness
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4
DOWN = (0, 0, -1)


def thickness(nominal: float, **place: object) -> Thickness:
    standard = {"name": "t", "nominal": nominal, "tolerance": 0.03, "origin": (0, 0, 60), "direction": DOWN}
    return Thickness(**{**standard, **place})


def measured(mesh: trimesh.Trimesh, dimension: Thickness) -> Measurement:
    return measure(mesh, [dimension])[0]


def plate(wall: float, at: float = 0) -> trimesh.Trimesh:
    return mesh_shape(cq.Workplane().box(40, 40, wall).translate((0, 0, at)).val())


def hollow_ball(outside: float, inside: float) -> trimesh.Trimesh:
    return mesh_shape(
        cq.Solid.makeSphere(outside, angleDegrees1=-90).cut(cq.Solid.makeSphere(inside, angleDegrees1=-90))
    )


@pytest.mark.parametrize("direction", [DOWN, (0.5, 0, -1), (-1, 1, -1)])
def test_a_plate_is_as_thick_from_any_direction(direction: tuple[float, float, float]) -> None:
    origin = tuple(-20 * np.array(direction))
    found = measured(plate(2), thickness(2, origin=origin, direction=direction))
    assert found.measured == pytest.approx(2, abs=EXACT)
    assert found.uncertainty < EXACT


def test_a_part_far_from_the_origin_keeps_its_accuracy() -> None:
    mesh = mesh_shape(cq.Workplane().box(40, 40, 2.5).translate((300, 0, 0)).val())
    found = measured(mesh, thickness(2.5, origin=(300.123, 0.2, 9)))
    assert found.measured == pytest.approx(2.5, abs=EXACT)


@pytest.mark.parametrize("direction", [(-1, 0, 0), (-4, -3, -2)])
def test_a_curved_wall_is_measured_within_its_uncertainty(direction: tuple[float, float, float]) -> None:
    origin = tuple(-10 * np.array(direction, float))
    found = measured(hollow_ball(30, 28), thickness(2, origin=origin, direction=direction))
    assert abs(found.measured - 2) < found.uncertainty < 0.15


def test_a_tilted_plate_is_measured_along_its_own_normal() -> None:
    mesh = plate(2)
    mesh.apply_transform(trimesh.transformations.rotation_matrix(radians(30), (1, 0, 0)))
    found = measured(mesh, thickness(2))
    assert found.measured == pytest.approx(2, abs=EXACT)
    ends = np.array(found.ends)
    assert abs(ends[1, 2] - ends[0, 2]) == pytest.approx(2 * cos(radians(30)), abs=EXACT)


def test_the_first_wall_counts_and_not_the_one_behind() -> None:
    mesh = trimesh.util.concatenate([plate(2, at=10), plate(5)])
    assert measured(mesh, thickness(5)).measured == pytest.approx(2, abs=EXACT)
    assert measured(mesh, thickness(2, origin=(0, 0, 8))).measured == pytest.approx(5, abs=EXACT)


def test_the_median_is_not_moved_by_a_small_dent() -> None:
    body = cq.Workplane().box(40, 40, 4).cut(cq.Workplane().box(1, 1, 2).translate((1, 1, 2)))
    assert measured(mesh_shape(body.val()), thickness(4)).measured == pytest.approx(4, abs=EXACT)


def test_an_uneven_spot_shows_in_the_uncertainty() -> None:
    wedge = mesh_shape(cq.Workplane("XZ").polyline([(-20, 0), (20, 0), (20, 8)]).close().extrude(20, both=True).val())
    assert measured(wedge, thickness(4)).uncertainty > 0.2


@pytest.mark.parametrize("nominal", [0.5, 1.9, 2.1, 4])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal: float) -> None:
    assert measured(plate(2), thickness(nominal)).measured == pytest.approx(2, abs=EXACT)


@pytest.mark.parametrize("wall", [0.4, 1.9, 2.1, 12])
def test_the_measured_size_follows_the_solid(wall: float) -> None:
    found = measured(plate(wall), thickness(2))
    assert found.measured == pytest.approx(wall, abs=EXACT)
    assert not found.ok


def test_two_per_cent_of_shrinkage_shows() -> None:
    mesh = plate(2)
    assert measured(mesh, thickness(2)).ok
    mesh.apply_scale(1.02)
    assert measured(mesh, thickness(2)).measured == pytest.approx(2.04, abs=EXACT)
    assert not measured(mesh, thickness(2)).ok


def test_any_orientation_gives_the_same_size() -> None:
    turn = trimesh.transformations.random_rotation_matrix(np.array([0.8, 0.1, 0.4]))
    mesh = plate(2)
    mesh.apply_transform(turn)
    place = {"origin": tuple(turn[:3, :3] @ (0, 0, 30)), "direction": tuple(-turn[:3, 2])}
    assert measured(mesh, thickness(2, **place)).measured == pytest.approx(2, abs=EXACT)


def test_the_mirrored_part_has_the_same_size() -> None:
    mesh = hollow_ball(30, 28)
    dimension = thickness(2, origin=(40, 30, 20), direction=(-4, -3, -2))
    other = mesh.copy()
    other.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(other, mirrored(dimension)).measured == pytest.approx(measured(mesh, dimension).measured, abs=0.02)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"origin": (0, 0, 0)}, "inside the material"),
        ({"origin": (0, 0, -60)}, "too little of the spot"),
        ({"origin": (100, 0, 60)}, "too little of the spot"),
        ({"origin": (21, 0, 60)}, "too little of the spot"),
    ],
    ids=["in the wall", "behind it", "beside it", "over its edge"],
)
def test_where_there_is_no_wall_it_fails_and_names_the_dimension(place: dict[str, object], words: str) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(plate(2), thickness(2, **place))
    assert caught.value.problems[0].fields == ("t",)
