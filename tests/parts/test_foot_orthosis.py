"""The orthosis: each size follows its parameter, and a right one is a left one in a mirror."""

from math import pi

import numpy as np
import pytest

from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.engraving.engrave import type_size
from configurator.kernel.build.shape import build_plain, build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.foot_orthosis import TEMPLATE, FootOrthosis, stiff_enough


def measured(**values):
    parameters = FootOrthosis(**values)
    found = measure(mesh_of(parameters), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


def mesh_of(parameters):
    return mesh_shape(TEMPLATE.build(parameters))


@pytest.fixture(scope="module")
def usual():
    return measured()


@pytest.mark.parametrize(
    ("field", "value", "name", "change"),
    [
        ("foot_length", 272.0, "overall_length", None),
        ("ball_of_foot_length", 199.0, "overall_length", 5.0),
        ("foot_breadth", 104.0, "forefoot_breadth", None),
        ("heel_breadth", 75.0, "heel_cup_breadth", 5.0),
        ("heel_cup_depth", 15.0, "heel_rim_height", 3.0),
        ("arch_height", 26.0, "arch_rim_height", 6.0),
        ("shell_thickness", 3.0, "shell_thickness", -1.0),
        ("heel_lift", 5.0, "heel_seat_height", 5.0),
        ("rearfoot_posting", 4.0, "rearfoot_posting", 4.0),
        ("rearfoot_posting", -4.0, "rearfoot_posting", -4.0),
        ("forefoot_posting", 3.0, "forefoot_posting", 3.0),
    ],
)
def test_a_size_follows_its_parameter(usual, field, value, name, change):
    values = {"length_style": "full"} if (field, change) == ("foot_length", None) else {}
    before = measured(**values) if values else usual
    moved = measured(**{field: value}, **values)[name] - before[name]
    expected = change if change is not None else value - getattr(FootOrthosis(), field)
    assert moved == pytest.approx(expected, rel=0.15, abs=0.05)


def test_the_pads_summit_follows_its_height():
    low, high = (measured(metatarsal_pad_height=height)["metatarsal_pad_top"] for height in (3.0, 6.0))
    assert high - low == pytest.approx(3.0, abs=0.1)


def test_an_angle_is_found_out_when_the_part_is_stretched():
    parameters = FootOrthosis(rearfoot_posting=6.0, forefoot_posting=6.0)
    mesh = mesh_of(parameters)
    mesh.apply_transform(np.diag([1.0, 1.0, 1.05, 1.0]))
    found = {each.dimension.name: each for each in measure(mesh, TEMPLATE.dimensions(parameters))}
    assert not found["rearfoot_posting"].ok
    assert not found["forefoot_posting"].ok
    assert found["rearfoot_posting"].measured == pytest.approx(6.3, abs=0.1)


def test_right_is_the_mirror_image_of_left():
    left, right = FootOrthosis(side="left", rearfoot_posting=4.0), FootOrthosis(side="right", rearfoot_posting=4.0)
    shape = TEMPLATE.build(left)
    mesh, mirror = mesh_shape(shape), mesh_shape(TEMPLATE.build(right).mirror("XZ"))
    assert mirror.volume == pytest.approx(mesh.volume, rel=1e-4)
    np.testing.assert_allclose(mirror.bounds, reflected(mesh.bounds), atol=0.02)
    ours = measure(mesh, TEMPLATE.dimensions(left))
    theirs = measure(mirror, map(mirrored, TEMPLATE.dimensions(right)))
    for one, other in zip(ours, theirs, strict=True):
        assert one.measured == pytest.approx(other.measured, abs=0.05), one.dimension.name


def reflected(bounds):
    """The bounds of what is reflected in y = 0."""
    (x0, y0, z0), (x1, y1, z1) = bounds
    return np.array([[x0, -y1, z0], [x1, -y0, z1]])


def test_it_stands_on_the_ground_and_nowhere_below():
    for style in ("full", "sulcus", "three_quarter"):
        bounds = mesh_of(FootOrthosis(length_style=style, forefoot_posting=8.0, rearfoot_posting=-6.0)).bounds
        assert bounds[0][2] == pytest.approx(0.0, abs=1e-6)


def test_a_shell_too_thin_for_its_wearer_is_warned_about():
    def problems(**values):
        return configure(TEMPLATE, read_values(FootOrthosis, {"side": "left"} | values)).problems

    assert any("flimsy" in each.message for each in problems(body_mass="120kg", shell_thickness=4))
    assert not any("flimsy" in each.message for each in problems(body_mass="120kg", shell_thickness=5))
    assert stiff_enough(113.4) == pytest.approx(4.0)


def test_impossible_feet_are_refused_and_unusual_ones_warned_about():
    swapped = configure(TEMPLATE, read_values(FootOrthosis, {"side": "left", "foot_length": 130, "foot_breadth": 120}))
    assert swapped.design is None
    unusual = configure(TEMPLATE, read_values(FootOrthosis, {"side": "left", "foot_length": 262, "foot_breadth": 115}))
    assert unusual.design is not None
    assert any("foot_breadth" in each.fields and "99 of 100" in each.message for each in unusual.problems)


def test_the_dot_lies_towards_the_toes_on_the_sole_of_both_feet():
    for side in ("left", "right"):
        parameters = FootOrthosis(side=side, engraving="dot")
        design = build_design(TEMPLATE, parameters)
        plain, marked = build_plain(TEMPLATE, parameters), build_shape(TEMPLATE, parameters, design)
        both = build_shape(TEMPLATE, FootOrthosis(side=side), design)
        cut = mesh_shape(plain).volume - mesh_shape(marked).volume
        dot = 2.98 * type_size(TEMPLATE.mark(parameters).height) / 5
        assert cut == pytest.approx(0.4 * pi / 4 * dot**2, rel=0.05)
        assert mesh_shape(both).volume < mesh_shape(marked).volume
        floor = [face.Center() for face in both.Faces() if face.Center().z == pytest.approx(0.4, abs=1e-6)]
        assert max(floor, key=lambda each: each.x).x > TEMPLATE.mark(parameters).centre[0]
