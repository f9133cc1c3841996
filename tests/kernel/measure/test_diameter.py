from __future__ import annotations

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Diameter
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-4


def diameter(nominal: float, **place: object) -> Diameter:
    return Diameter(**{"name": "d", "nominal": nominal, "tolerance": 0.05, "centre": (0, 0, 0), **place})


def measured(mesh: trimesh.Trimesh, dimension: Diameter) -> Measurement:
    return measure(mesh, [dimension])[0]


def cylinder(size: float, height: float = 40) -> trimesh.Trimesh:
    return mesh_shape(cq.Workplane().circle(size / 2).extrude(height).val())


def tube(bore: float, outside: float) -> cq.Workplane:
    return cq.Workplane().circle(outside / 2).circle(bore / 2).extrude(20)


@pytest.mark.parametrize("z", [0, 0.3, 20, 40])
def test_a_shaft_is_measured_at_its_ends_and_between(z: float) -> None:
    assert measured(cylinder(20), diameter(20, centre=(0, 0, z))).measured == pytest.approx(20, abs=EXACT)


def test_the_ends_lie_on_the_round_a_diameter_apart() -> None:
    ends = np.array(measured(cylinder(20), diameter(20, centre=(0.4, 0, 0))).ends)
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(20, abs=EXACT)
    assert np.linalg.norm(ends[:, :2], axis=1) == pytest.approx([10, 10], abs=EXACT)


@pytest.mark.parametrize("height", [0.3, 2.2])
@pytest.mark.parametrize("degrees", [0, 10, 30, 45])
def test_a_slanting_bore_is_measured_near_its_mouth(degrees: float, height: float) -> None:
    turned = tube(5.6, 20).rotate((0, 0, 0), (1, 0, 0), degrees)
    sin, cos = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    near_mouth = diameter(5.6, centre=(0, -19 * sin, 19 * cos), axis=(0, -sin, cos), height=height, role="bore")
    assert measured(mesh_shape(turned.val()), near_mouth).measured == pytest.approx(5.6, abs=EXACT)


@pytest.mark.parametrize("nominal", [10, 18, 19.9, 20.1, 22, 40])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal: float) -> None:
    assert measured(cylinder(20.0), diameter(nominal)).measured == pytest.approx(20, abs=EXACT)


@pytest.mark.parametrize("size", [4, 19.7, 20.2, 21, 80])
def test_the_measured_size_follows_the_solid(size: float) -> None:
    found = measured(cylinder(size), diameter(20))
    assert found.measured == pytest.approx(size, abs=EXACT)
    assert not found.ok


def test_two_per_cent_of_shrinkage_shows() -> None:
    mesh = cylinder(20)
    assert measured(mesh, diameter(20)).ok
    mesh.apply_scale(1.02)
    assert measured(mesh, diameter(20)).measured == pytest.approx(20.4, abs=EXACT)
    assert not measured(mesh, diameter(20)).ok


@pytest.mark.parametrize("z", [0, 0.3, 10, 29.9, 30])
def test_a_cone_is_measured_at_the_section_and_not_beside_it(z: float) -> None:
    mesh = mesh_shape(cq.Solid.makeCone(10, 4, 30))
    assert measured(mesh, diameter(15, centre=(0, 0, z))).measured == pytest.approx(20 - 0.4 * z, abs=EXACT)


@pytest.mark.parametrize("z", [0, 5, 12.345, 20])
def test_a_barrel_is_measured_within_its_uncertainty(z: float) -> None:
    mesh = mesh_shape(cq.Workplane().sphere(30).val())
    found = measured(mesh, diameter(50, centre=(0, 0, z)))
    assert abs(found.measured - 2 * (900 - z**2) ** 0.5) < found.uncertainty < 0.2


def test_a_bore_and_the_tube_round_it_are_told_apart_by_their_role() -> None:
    mesh = mesh_shape(tube(15, 16).val())
    assert measured(mesh, diameter(15.5, role="bore")).measured == pytest.approx(15, abs=EXACT)
    assert measured(mesh, diameter(15.5, role="shaft")).measured == pytest.approx(16, abs=EXACT)


def test_a_pin_meets_the_middles_of_a_bores_facets() -> None:
    prism = trimesh.creation.annulus(r_min=8, r_max=12, height=20, sections=24)
    found = measured(prism, diameter(16, role="bore"))
    assert found.measured == pytest.approx(16, abs=EXACT)
    assert found.inscribed == pytest.approx(16 * np.cos(np.pi / 24), abs=EXACT)


def test_a_shaft_has_no_pin() -> None:
    assert measured(cylinder(20), diameter(20)).inscribed is None


@pytest.mark.parametrize("z", [1, 1.3, 10])
def test_fillets_and_a_slot_do_not_disturb_a_bore(z: float) -> None:
    clip = tube(16, 24).edges().fillet(1.0).cut(cq.Workplane().box(20, 5, 60).translate((10, 0, 0)))
    mesh = mesh_shape(clip.val())
    found = measured(mesh, diameter(16.5, role="bore", centre=(0, 0, z)))
    assert found.measured == pytest.approx(16, abs=EXACT)


def test_a_chamfer_at_the_section_is_not_taken_for_the_shaft() -> None:
    mesh = mesh_shape(cq.Workplane().circle(10).extrude(20).faces("<Z").chamfer(0.6).val())
    found = measured(mesh, diameter(19.6, centre=(0, 0, 0.7)))
    assert found.measured == pytest.approx(20, abs=EXACT)


def test_the_nearest_of_several_steps_is_meant() -> None:
    mesh = mesh_shape(cq.Workplane().circle(10).extrude(5).faces(">Z").workplane().circle(7).extrude(5).val())
    step = {"centre": (0, 0, 5)}
    assert measured(mesh, diameter(14.5, **step)).measured == pytest.approx(14, abs=EXACT)
    assert measured(mesh, diameter(19, **step)).measured == pytest.approx(20, abs=EXACT)


def test_a_flared_mouth_further_off_than_reach_is_left_out() -> None:
    profile = cq.Workplane("XZ").moveTo(8, 0).lineTo(8, 10).threePointArc((8.3, 12), (9.2, 14)).lineTo(12, 14)
    mesh = mesh_shape(profile.lineTo(12, 0).close().revolve(360, (0, 0), (0, 1)).val())
    found = measured(mesh, diameter(16, role="bore", centre=(0, 0, 10), reach=0.001))
    assert found.measured == pytest.approx(16, abs=EXACT)


def test_any_orientation_gives_the_same_size() -> None:
    turn = trimesh.transformations.random_rotation_matrix(np.array([0.2, 0.7, 0.4]))
    turn[:3, 3] = (5, -60, 12)
    mesh = mesh_shape(tube(16, 24).val())
    mesh.apply_transform(turn)
    place = {"centre": tuple(turn[:3, 3]), "axis": tuple(turn[:3, 2]), "role": "bore"}
    assert measured(mesh, diameter(16, **place)).measured == pytest.approx(16, abs=EXACT)


def test_the_mirrored_part_has_the_same_size() -> None:
    mesh = mesh_shape(tube(16, 24).translate((3, 7, 0)).val())
    dimension = diameter(16, centre=(3, 7, 0), role="bore")
    other = mesh.copy()
    other.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(other, mirrored(dimension)).measured == pytest.approx(measured(mesh, dimension).measured)


def test_single_precision_shows_in_the_uncertainty() -> None:
    found = measured(cylinder(20.123), diameter(20.123))
    assert 0 < abs(found.measured - 20.123) < found.uncertainty < EXACT


@pytest.mark.parametrize(
    "place",
    [{"role": "bore"}, {"centre": (0, 0, 60)}, {"centre": (30, 0, 0)}, {"axis": (1, 0, 0), "centre": (0, 0, 20)}],
    ids=["no hole", "beyond the end", "beside the part", "along the part"],
)
def test_where_nothing_is_round_it_fails_and_names_the_dimension(place: dict[str, object]) -> None:
    with pytest.raises(Failed, match="could not be measured") as caught:
        measured(cylinder(20), diameter(20, **place))
    assert caught.value.problems[0].fields == ("d",)


def test_a_quarter_of_a_round_is_no_round() -> None:
    quarter = mesh_shape(cq.Solid.makeCylinder(10, 40, angleDegrees=90))
    with pytest.raises(Failed):
        measured(quarter, diameter(20))


@pytest.mark.parametrize("sides", [4, 6])
def test_a_prism_is_no_round(sides: int) -> None:
    with pytest.raises(Failed):
        measured(mesh_shape(cq.Workplane().polygon(sides, 20).extrude(5).val()), diameter(20))
