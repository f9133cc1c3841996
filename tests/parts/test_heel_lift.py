"""The heel lift: each size follows its parameter, and the mesh shows the lift that a hand calculation gives."""

import numpy as np
import pytest

from configurator.domain.measures.sheets import read_values
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import configure
from templates_cad.heel_lift import TEMPLATE, HeelLift

CUP = {"form": "cup", "cup_depth": 8.0}


def mesh_of(**values):
    return mesh_shape(TEMPLATE.build(HeelLift(**values)))


def measured(**values):
    found = measure(mesh_of(**values), TEMPLATE.dimensions(HeelLift(**values)))
    assert [each.dimension.name for each in found if not each.ok] == []
    return {each.dimension.name: each.measured for each in found}


def height_over(mesh, x, y):
    """By a ray from above, independent of the dimensions."""
    hits, _, _ = mesh.ray.intersects_location([[x, y, 100.0]], [[0.0, 0.0, -1.0]])
    return hits[:, 2].max()


def problems(**values):
    return configure(TEMPLATE, read_values(HeelLift, values))


@pytest.mark.parametrize(
    ("before", "field", "value", "name", "change"),
    [
        ({}, "lift", 8.0, "lift_height", 2.0),
        ({}, "heel_breadth", 75.0, "overall_breadth", 5.0),
        ({}, "lift_length", 100.0, "overall_length", 100.0 - 0.36 * 262),
        ({}, "front_edge", 2.5, "front_height", 0.92),
        (CUP, "cup_depth", 12.0, "rim_height", 4.0),
        (CUP, "heel_breadth", 75.0, "cup_breadth", 5.0),
    ],
)
def test_a_size_follows_its_parameter(before, field, value, name, change):
    moved = measured(**{**before, field: value})[name] - measured(**before)[name]
    assert moved == pytest.approx(change, abs=0.25)


def test_the_taper_is_as_long_as_asked():
    mesh = mesh_of(lift=8, lift_length=110, taper=50, front_edge=2)
    at = np.array([30.0, 50.0, 80.0, 90.0, 100.0])
    wanted = [8.0, 8.0, *(8 - 6 * (at[2:] - 60) / 50)]
    assert [height_over(mesh, x, 0.3) for x in at] == pytest.approx(wanted, abs=0.03)


def test_it_is_the_same_on_both_sides():
    mesh = mesh_of(**CUP)
    for x, y in ((20, 15), (50, 30), (80, 12)):
        assert height_over(mesh, x, y) == pytest.approx(height_over(mesh, x, -y), abs=0.02)


def test_it_stands_on_the_ground_with_one_flat_face():
    mesh = mesh_of(**CUP)
    assert mesh.bounds[0][2] == pytest.approx(0.0, abs=1e-6)
    below = mesh.area_faces[mesh.face_normals[:, 2] < -0.9999].sum()
    assert below > 0.85 * mesh.convex_hull.area_faces[mesh.convex_hull.face_normals[:, 2] < -0.9999].sum()


@pytest.mark.parametrize("values", [{}, CUP])
def test_a_stretched_part_is_found_out(values):
    mesh = mesh_of(**values)
    mesh.apply_scale(1.02)
    found = measure(mesh, TEMPLATE.dimensions(HeelLift(**values)))
    assert [each.dimension.name for each in found if each.ok and each.dimension.kind != "angle"] == []


def test_a_sunken_seat_is_found_out():
    mesh = mesh_of()
    mesh.vertices[mesh.vertices[:, 2] > 5.9, 2] -= 0.2
    found = {each.dimension.name: each for each in measure(mesh, TEMPLATE.dimensions(HeelLift()))}
    assert not found["lift_height"].ok


def test_what_cannot_be_is_refused_by_name():
    for field, value in (("taper", 90), ("lift_length", 160), ("heel_breadth", 105)):
        configured = problems(**{field: value})
        assert configured.design is None
        assert any(field in each.fields and each.hint for each in configured.problems)


def test_what_a_podiatrist_would_ask_is_asked():
    def says(words, **values):
        return any(words in each.message for each in problems(**values).problems)

    assert says("seldom fits", lift=12)
    assert not says("seldom fits", lift=10)
    assert says("more than half", lift=8, leg_length_difference=12)
    assert not says("more than half", lift=6, leg_length_difference=12)
    assert says("feels as a step", lift=12, taper=30)
