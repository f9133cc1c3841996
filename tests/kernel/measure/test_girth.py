from __future__ import annotations

from math import pi, sqrt

import cadquery as cq
import numpy as np
import pytest
import trimesh
from scipy.special import ellipe

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Girth, Z
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement


def girth(nominal: float, **place: object) -> Girth:
    return Girth(**{"name": "g", "nominal": nominal, "tolerance": 0.5, "origin": (0, 0, 10), "normal": Z, **place})


def measured(mesh: trimesh.Trimesh, dimension: Girth) -> Measurement:
    return measure(mesh, [dimension])[0]


def cylinder(size: float) -> trimesh.Trimesh:
    return mesh_shape(cq.Workplane().circle(size / 2).extrude(40).val())


@pytest.mark.parametrize("z", [0, 10, 13.3, 20, 40])
def test_a_round_girth_is_pi_times_the_diameter(z: float) -> None:
    found = measured(cylinder(20), girth(20 * pi, origin=(0, 0, z)))
    assert found.measured == pytest.approx(20 * pi, abs=1e-3)


@pytest.mark.parametrize("above", [1e-6, 1e-5, 1e-4, 1e-3, 1e-2])
def test_a_plane_just_beside_a_ring_of_vertices_reads_the_same(above: float) -> None:
    stack = trimesh.creation.revolve(np.array([[0, 0], [10, 0], [10, 5], [10, 20], [0, 20]]), sections=64)
    found = measured(stack, girth(20 * pi, origin=(0, 0, 5 + above)))
    assert found.measured == pytest.approx(20 * pi, abs=1e-3)


def test_an_oblique_girth_is_that_of_the_ellipse() -> None:
    found = measured(cylinder(20), girth(70, origin=(0, 0, 20), normal=(1, 0, 1)))
    long, short = 10 * sqrt(2), 10
    assert found.measured == pytest.approx(4 * long * ellipe(1 - short**2 / long**2), abs=0.02)


def test_a_boxs_girth_is_exact_and_so_is_its_uncertainty() -> None:
    found = measured(mesh_shape(cq.Workplane().box(30, 20, 50).val()), girth(100))
    assert found.measured == pytest.approx(100, abs=1e-4)
    assert found.uncertainty < 1e-4


def test_rounded_edges_count_as_arcs() -> None:
    found = measured(mesh_shape(cq.Workplane().box(30, 20, 50).edges("|Z").fillet(4).val()), girth(93))
    assert found.measured == pytest.approx(100 - 32 + 8 * pi, abs=5e-3)


def test_a_girth_over_flat_corners_is_exact_and_so_is_its_uncertainty() -> None:
    house = cq.Workplane().polyline([(-20, 0), (20, 0), (20, 10), (0, 20), (-20, 10)]).close().extrude(20)
    found = measured(mesh_shape(house.val()), girth(100))
    assert found.measured == pytest.approx(60 + 2 * sqrt(500), abs=1e-4)
    assert found.uncertainty < 1e-4


def test_the_tape_bridges_a_hollow() -> None:
    channel = cq.Workplane().box(30, 20, 50).cut(cq.Workplane().box(10, 20, 60).translate((0, 8, 0)))
    assert measured(mesh_shape(channel.val()), girth(100)).measured == pytest.approx(100, abs=1e-4)


@pytest.mark.parametrize("z", [0, 5, 12.345, 20])
def test_a_ball_is_measured_within_its_uncertainty(z: float) -> None:
    found = measured(mesh_shape(cq.Workplane().sphere(30).val()), girth(180, origin=(0, 0, z)))
    assert abs(found.measured - 2 * pi * sqrt(900 - z**2)) < found.uncertainty < 0.4


def test_a_finer_mesh_is_surer() -> None:
    solid = cq.Workplane().sphere(30).val()
    coarse, fine = (measured(mesh_shape(solid, chord), girth(180)) for chord in (0.05, 0.01))
    assert fine.uncertainty < coarse.uncertainty / 3


@pytest.mark.parametrize("nominal", [10, 62, 63, 200])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal: float) -> None:
    assert measured(cylinder(20), girth(nominal)).measured == pytest.approx(20 * pi, abs=1e-3)


@pytest.mark.parametrize("size", [12, 19, 20.5, 60])
def test_the_measured_size_follows_the_solid(size: float) -> None:
    found = measured(cylinder(size), girth(20 * pi))
    assert found.measured == pytest.approx(size * pi, abs=2e-3)
    assert not found.ok


def test_two_per_cent_of_shrinkage_shows() -> None:
    mesh = cylinder(20)
    assert measured(mesh, girth(20 * pi)).ok
    mesh.apply_scale(1.02)
    assert measured(mesh, girth(20 * pi)).measured == pytest.approx(20.4 * pi, abs=1e-3)
    assert not measured(mesh, girth(20 * pi)).ok


def test_the_ends_are_the_widest_points_of_the_section() -> None:
    ends = np.array(measured(mesh_shape(cq.Workplane().ellipse(20, 10).extrude(40).val()), girth(97)).ends)
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(40, abs=0.05)
    assert ends[:, 2] == pytest.approx([10, 10])


def test_any_orientation_gives_the_same_size() -> None:
    turn = trimesh.transformations.random_rotation_matrix(np.array([0.3, 0.6, 0.2]))
    mesh = cylinder(20)
    mesh.apply_transform(turn)
    place = {"origin": tuple(turn[:3, :3] @ (0, 0, 10)), "normal": tuple(turn[:3, 2])}
    assert measured(mesh, girth(20 * pi, **place)).measured == pytest.approx(20 * pi, abs=1e-3)


def test_the_mirrored_part_has_the_same_size() -> None:
    mesh = mesh_shape(cq.Solid.makeCone(10, 4, 30, cq.Vector(0, 5, 0)))
    other = mesh.copy()
    other.apply_transform(np.diag([1, -1, 1, 1]))
    dimension = girth(50, origin=(0, 5, 10), normal=(0, 0.5, 1))
    assert measured(other, mirrored(dimension)).measured == pytest.approx(measured(mesh, dimension).measured, abs=1e-3)


@pytest.mark.parametrize("origin", [(0, 0, 50), (0, 0, -1e-3)])
def test_beside_the_part_it_fails_and_names_the_dimension(origin: tuple[float, float, float]) -> None:
    with pytest.raises(Failed, match="does not cut the part") as caught:
        measured(cylinder(20), girth(60, origin=origin))
    assert caught.value.problems[0].fields == ("g",)
