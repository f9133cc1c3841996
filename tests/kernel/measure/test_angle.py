from __future__ import annotations

from math import radians, tan

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import EVERYWHERE, Angle, Box, X, Y, Z
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4
DOWN = (0, 0, -1)


def angle(nominal: float, **place: object) -> Angle:
    standard = {"name": "a", "nominal": nominal, "tolerance": 0.05, "about": X}
    faces = {"box": EVERYWHERE, "facing": Z, "other_box": EVERYWHERE, "other_facing": DOWN}
    return Angle(**{**standard, **faces, **place})


def measured(mesh: trimesh.Trimesh, dimension: Angle) -> Measurement:
    return measure(mesh, [dimension])[0]


def wedge(tilt: float) -> trimesh.Trimesh:
    """A block on z = 0 whose top rises towards +y by `tilt` degrees, which is a turn about +x."""
    rise = 20 * tan(radians(tilt))
    profile = [(-20, 0), (20, 0), (20, 20 + rise), (-20, 20 - rise)]
    return mesh_shape(cq.Workplane("YZ").polyline(profile).close().extrude(30, both=True).val())


@pytest.mark.parametrize("tilt", [-30, -4, -0.05, 0, 0.05, 4, 30])
def test_a_wedge_is_measured_with_its_sign(tilt: float) -> None:
    found = measured(wedge(tilt), angle(tilt))
    assert found.measured == pytest.approx(tilt, abs=EXACT)
    assert found.uncertainty < 1e-3


@pytest.mark.parametrize("tilt", [-4, 4])
def test_looking_from_the_other_end_turns_the_sign(tilt: float) -> None:
    assert measured(wedge(tilt), angle(tilt, about=(-1, 0, 0))).measured == pytest.approx(-tilt, abs=EXACT)


@pytest.mark.parametrize("tilt", [-4, 4])
def test_the_mirrored_part_has_the_same_size_and_sign(tilt: float) -> None:
    mesh = wedge(tilt)
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(mesh, mirrored(angle(tilt))).measured == pytest.approx(tilt, abs=EXACT)
    assert measured(mesh, angle(tilt)).measured == pytest.approx(-tilt, abs=EXACT)


@pytest.mark.parametrize("turn", [60, 89.9, 90, 90.1, 120])
def test_two_faces_of_a_corner_have_the_turn_between_their_normals(turn: float) -> None:
    lean = -40 / tan(radians(turn))
    corner = cq.Workplane("YZ").polyline([(0, 0), (60, 0), (60 + lean, 40), (lean, 40)]).close().extrude(30)
    found = measured(mesh_shape(corner.val()), angle(turn, facing=DOWN, other_facing=(0, -1, 0)))
    assert found.measured == pytest.approx(turn, abs=EXACT)


def test_a_tilt_the_other_way_is_not_seen() -> None:
    mesh = wedge(4)
    shear = np.eye(4)
    shear[2, 0] = 0.1
    mesh.apply_transform(shear)
    assert measured(mesh, angle(4)).measured == pytest.approx(4, abs=EXACT)


def test_only_what_lies_in_the_boxes_is_compared() -> None:
    roof = cq.Workplane("YZ").polyline([(-20, 0), (20, 0), (20, 20), (0, 24), (-20, 21)]).close().extrude(30, both=True)
    left, right = Box((-9, -19, 10), (9, -2, 40)), Box((-9, 2, 10), (9, 19, 40))
    mesh = mesh_shape(roof.val())
    found = measured(mesh, angle(0, box=left, other_box=right, other_facing=Z))
    assert np.tan(np.radians(found.measured)) == pytest.approx((0.15 + 0.2) / (1 - 0.15 * 0.2), abs=1e-6)
    assert found.ends[0][1] == pytest.approx(-10.5, abs=0.01)
    assert found.ends[1][1] == pytest.approx(10.5, abs=0.01)


def test_facets_larger_than_the_box_are_cut_and_small_ones_weigh_by_their_area() -> None:
    rough = trimesh.creation.box((60, 40, 20)).subdivide_to_size(3)
    found = measured(rough, angle(0, box=Box((-7, -7, 5), (7, 7, 15))))
    assert found.measured == pytest.approx(0, abs=EXACT)


def test_a_rough_surface_is_measured_within_its_uncertainty() -> None:
    mesh = trimesh.creation.box((60, 60, 20)).subdivide_to_size(3)
    mesh.vertices[:, 2] += 0.05 * np.random.default_rng(7).standard_normal(len(mesh.vertices))
    found = measured(mesh, angle(0))
    assert abs(found.measured) < found.uncertainty < 1


def test_a_curved_surface_is_known_to_be_no_plane() -> None:
    assert measured(mesh_shape(cq.Workplane().sphere(20).val()), angle(0)).uncertainty > 3


@pytest.mark.parametrize("nominal", [-10, 3.9, 4.1, 40])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal: float) -> None:
    assert measured(wedge(4), angle(nominal)).measured == pytest.approx(4, abs=EXACT)


@pytest.mark.parametrize("tilt", [-4, 0, 3.8, 4.2, 12])
def test_the_measured_size_follows_the_solid(tilt: float) -> None:
    found = measured(wedge(tilt), angle(4))
    assert found.measured == pytest.approx(tilt, abs=EXACT)
    assert not found.ok


def test_stretching_the_part_two_per_cent_upwards_shows() -> None:
    mesh = wedge(4)
    mesh.apply_transform(np.diag([1, 1, 1.02, 1]))
    found = measured(mesh, angle(4))
    assert np.tan(np.radians(found.measured)) == pytest.approx(1.02 * tan(radians(4)), abs=1e-6)
    assert not found.ok


def test_any_orientation_gives_the_same_angle() -> None:
    turn = trimesh.transformations.random_rotation_matrix(np.array([0.4, 0.3, 0.9]))
    mesh = wedge(4)
    mesh.apply_transform(turn)
    x, _, z = (tuple(column) for column in turn[:3, :3].T)
    away = tuple(-value for value in z)
    found = measured(mesh, angle(4, about=x, facing=z, other_facing=away))
    assert found.measured == pytest.approx(4, abs=EXACT)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"box": Box((90, 0, 0), (91, 1, 1))}, "nothing of the part"),
        ({"box": Box((-9, -9, -1), (9, 9, 1))}, "faces as stated"),
        ({"about": Z}, "across the axis"),
        ({"box": Box((-9, 0, 0), (9, 1e-7, 40))}, "too narrow"),
        ({"facing": Y, "box": Box((-9, -9, -1), (9, 9, 40))}, "faces as stated"),
    ],
    ids=["empty box", "other side", "axis across", "narrow", "no such face"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(place: dict[str, object], words: str) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(wedge(4), angle(4, **place))
    assert caught.value.problems[0].fields == ("a",)
