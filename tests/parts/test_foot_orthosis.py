"""The orthosis: each size follows its parameter, and a right one is a left one in a mirror."""

from functools import cache
from math import pi

import numpy as np
import pytest

from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.mirroring import mirrored
from configurator.domain.problems import refusals
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.engraving.engrave import type_size
from configurator.kernel.build.shape import build_plain, build_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from configurator.shapes.foot_holes import LEAST_WEB_MM, LIP_MM
from templates_cad.foot_orthosis import TEMPLATE, FootOrthosis, holes, stiff_enough


def measured(**values):
    return sizes_of(FootOrthosis(**values))


@cache
def sizes_of(parameters):
    found = measure(mesh_of(parameters), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


@cache
def mesh_of(parameters):
    return mesh_shape(TEMPLATE.build(parameters))


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
def test_a_size_follows_its_parameter(field, value, name, change):
    values = {"length_style": "full"} if (field, change) == ("foot_length", None) else {}
    moved = measured(**{field: value}, **values)[name] - measured(**values)[name]
    expected = change if change is not None else value - getattr(FootOrthosis(), field)
    assert moved == pytest.approx(expected, rel=0.15, abs=0.05)


FULL, SULCUS = {"length_style": "full"}, {"length_style": "sulcus"}


# Together those that leave each other's sizes alone, each by another amount.
@pytest.mark.parametrize(
    ("before", "after", "changes", "rest"),
    [
        (
            {f"head_{number}_relief": 1.0 for number in range(1, 6)},
            {f"head_{number}_relief": 1.0 + 0.4 * number for number in range(1, 6)},
            {f"head_{number}_floor": -0.4 * number for number in range(1, 6)},
            FULL,
        ),
        ({"head_2_relief": 1.0}, {"head_2_relief": 2.0}, {"head_2_floor": -1.0}, SULCUS),
        (
            {"heel_spur_relief": 1.0, "medial_flange": 1.0, "lateral_flange": 1.0},
            {"heel_spur_relief": 2.0, "medial_flange": 7.0, "lateral_flange": 5.0},
            {"heel_spur_floor": -1.0, "medial_flange_top": 6.0, "lateral_flange_top": 4.0},
            {},
        ),
        ({"cover_thickness": 1.0}, {"cover_thickness": 3.0}, {"heel_cup_breadth": 4.0, "heel_rim_height": 2.0}, {}),
        ({"rearfoot_post_thickness": 1.0}, {"rearfoot_post_thickness": 4.0}, {"heel_thickness": 3.0}, {}),
        ({"hole_diameter": 5.0}, {"hole_diameter": 6.0}, {"holes": 1.0}, SULCUS | {"forefoot_surface": "perforated"}),
    ],
)
def test_sizes_that_may_be_absent_follow_their_parameters(before, after, changes, rest):
    found, expected = measured(**after, **rest), measured(**before, **rest)
    for name, change in changes.items():
        assert found[name] - expected[name] == pytest.approx(change, rel=0.15, abs=0.05), name


def test_the_pads_summit_follows_its_height():
    low, high = (measured(metatarsal_pad_height=height)["metatarsal_pad_top"] for height in (3.0, 6.0))
    assert high - low == pytest.approx(3.0, abs=0.1)


def test_each_hole_goes_through_and_leaves_the_least_web():
    parameters = FootOrthosis(**FULL, forefoot_surface="perforated", forefoot_posting=4.0, metatarsal_pad_height=4.0)
    places = np.array(holes(parameters))
    mesh = mesh_of(parameters)
    # Of a body with so many tunnels the Euler number is 2 - 2 n.
    assert mesh.is_watertight
    assert mesh.euler_number == 2 - 2 * len(places)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 1e3 * np.eye(len(places))
    assert apart.min() >= parameters.hole_diameter + 2 * LIP_MM + LEAST_WEB_MM
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    reach = parameters.hole_diameter / 2 + LIP_MM + LEAST_WEB_MM
    ring = (places[:, None] + reach * np.column_stack([np.cos(turns), np.sin(turns)])).reshape(-1, 2)
    for xy, solid in ((places, False), (ring, True)):
        above = np.column_stack([xy, np.full(len(xy), 200.0)])
        assert (mesh.ray.intersects_any(above, np.tile([0, 0, -1.0], (len(xy), 1))) == solid).all()


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"cover_thickness": 3.0, "rearfoot_post_thickness": 3.0, "rearfoot_posting": 5.0, "forefoot_posting": 3.0},
        {"head_2_relief": 2.0, "heel_spur_relief": 2.0, "rearfoot_posting": -3.0},
        {"medial_flange": 6.0, "lateral_flange": 4.0, "rearfoot_posting": 7.0, "heel_cup_depth": 20.0},
    ],
)
@pytest.mark.parametrize(
    ("length", "breadth", "ball", "heel"), [(226, 85, 167, 60), (262, 98, 194, 70), (293, 111, 218, 82)]
)
def test_it_fits_the_foot_by_rays_and_bounds_alone(asked, length, breadth, ball, heel):
    sizes = {"foot_length": length, "foot_breadth": breadth, "ball_of_foot_length": ball, "heel_breadth": heel}
    parameters = FootOrthosis(**FULL, **sizes, **asked)
    mesh, cover = mesh_of(parameters), parameters.cover_thickness
    assert mesh.bounds[1][0] == pytest.approx(length + cover, abs=0.3)
    ball_on = mesh.slice_plane([0.66 * ball, 0, 0], [1, 0, 0])
    assert np.ptp(ball_on.bounds[:, 1]) == pytest.approx(breadth, abs=0.3)
    walls = shell_walls(mesh, 0.40 * length, 0.66 * ball, breadth)
    assert np.mean(np.abs(walls - parameters.shell_thickness) < 0.1) > 0.95
    # Where nothing but the wedge is: behind the arch beside a spur, and before the heads.
    lateral = 0.09 * heel
    assert lean(mesh, 0.19 * length, lateral) == pytest.approx(parameters.rearfoot_posting, abs=0.2)
    assert lean(mesh, 0.86 * length, 0.0) == pytest.approx(parameters.forefoot_posting, abs=0.2)


PEOPLE = [(226, 85, 167, 60), (293, 111, 218, 82)]
THICK = {"shell_thickness": 6.0, "cover_thickness": 3.0}
POSTED = THICK | {"rearfoot_post_thickness": 3.0, "rearfoot_posting": 5.0, "forefoot_posting": 12.0}


@pytest.mark.parametrize("asked", [{}, POSTED])
@pytest.mark.parametrize(("length", "breadth", "ball", "heel"), PEOPLE)
@pytest.mark.parametrize(("style", "beyond_ball", "broad"), [("sulcus", 0.06, 1.0), ("three_quarter", -0.035, 0.88)])
def test_the_shorter_styles_fit_the_foot_by_bounds_and_rays_alone(
    style, beyond_ball, broad, length, breadth, ball, heel, asked
):
    """The foremost of the plate stands by the ball in shares of the foot, and it is as broad as the ball, or 0.88 of
    that behind it."""
    sizes = {"foot_length": length, "foot_breadth": breadth, "ball_of_foot_length": ball, "heel_breadth": heel}
    parameters = FootOrthosis(length_style=style, **sizes, **asked)
    mesh, cover, t = mesh_of(parameters), parameters.cover_thickness, parameters.shell_thickness
    assert mesh.bounds[1][0] == pytest.approx(ball + cover + beyond_ball * length, abs=0.3)
    ball_on = mesh.slice_plane([0.66 * ball, 0, 0], [1, 0, 0])
    assert np.ptp(ball_on.bounds[:, 1]) == pytest.approx(broad * breadth, abs=0.3)
    assert lean(mesh, 0.19 * length, 0.0) == pytest.approx(parameters.rearfoot_posting, abs=0.2)
    plate = 0.98 * ball if style == "sulcus" else 0.86 * ball
    assert lean(mesh, plate, 0.0) == pytest.approx(parameters.forefoot_posting, abs=0.2)
    walls = shell_walls(mesh, 0.40 * length, 0.66 * ball, breadth)
    assert np.mean(np.abs(walls - t) < 0.1) > 0.95


def shell_walls(mesh, start, end, breadth):
    """The thickness square to the upper surface at places of the middle third between two x."""
    x, y = (
        each.ravel() for each in np.meshgrid(np.linspace(start, end, 25), np.linspace(-breadth / 6, breadth / 6, 15))
    )
    above = np.column_stack([x, y, np.full(len(x), 200.0)])
    places, _, faces = mesh.ray.intersects_location(above, np.tile([0, 0, -1.0], (len(x), 1)), multiple_hits=False)
    normals = mesh.face_normals[faces]
    ends, rays, _ = mesh.ray.intersects_location(places - 1e-3 * normals, -normals, multiple_hits=False)
    return np.linalg.norm(ends - places[rays], axis=1)


def lean(mesh, x, y):
    """Degrees by which a small square of the upper surface rises towards the medial side."""
    across = np.linspace(y - 1.5, y + 1.5, 9)
    above = np.column_stack([np.full(9, x), across, np.full(9, 200.0)])
    places, _, _ = mesh.ray.intersects_location(above, np.tile([0, 0, -1.0], (9, 1)), multiple_hits=False)
    return np.degrees(np.arctan(-np.polyfit(places[:, 1], places[:, 2], 1)[0]))


@pytest.mark.parametrize(
    ("navicular", "arch", "said"),
    [
        (24, 18, "severely low; an arch of 18 mm is high"),
        (24, 24, "press against the bone"),
        (30, 24, "is low; an arch of 24 mm is high"),
        (60, 12, "is high; an arch of 12 mm is low"),
        (70, 18, "severely high; an arch of 18 mm is low"),
    ],
)
def test_an_arch_that_does_not_agree_with_the_navicular_bone_is_warned_about(navicular, arch, said):
    found = TEMPLATE.check(FootOrthosis(navicular_height=navicular, arch_height=arch))
    assert any(said in each.message and "navicular_height" in each.fields for each in found)


@pytest.mark.parametrize(("navicular", "arch"), [(None, 0), (45, 10), (45, 30), (30, 20), (60, 30)])
def test_an_arch_that_agrees_or_of_which_nothing_is_known_is_not(navicular, arch):
    assert list(TEMPLATE.check(FootOrthosis(navicular_height=navicular, arch_height=arch))) == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"length_style": "full", "head_1_relief": 3.0}, "head_1_relief"),
        ({"heel_spur_relief": 3.0}, "heel_spur_relief"),
        ({"heel_lift": 12, "rearfoot_post_thickness": 5}, "rearfoot_post_thickness"),
        ({"heel_breadth": 95, "cover_thickness": 3}, "cover_thickness"),
        ({"length_style": "full", "forefoot_surface": "perforated", "forefoot_posting": 9}, "forefoot_posting"),
        (
            {
                "foot_length": 150,
                "foot_breadth": 56,
                "ball_of_foot_length": 110,
                "heel_breadth": 30,
                "shell_thickness": 5.6,
            },
            "shell_thickness",
        ),
    ],
)
def test_what_leaves_too_little_is_refused_by_its_field(asked, field):
    refused = refusals(configure(TEMPLATE, read_values(FootOrthosis, {"side": "left"} | asked)).problems)
    assert any(each.fields[0] == field and each.hint for each in refused)


def test_an_angle_is_found_out_when_the_part_is_stretched():
    parameters = FootOrthosis(rearfoot_posting=6.0, forefoot_posting=6.0)
    mesh = mesh_of(parameters).copy()
    mesh.apply_transform(np.diag([1.0, 1.0, 1.05, 1.0]))
    found = {each.dimension.name: each for each in measure(mesh, TEMPLATE.dimensions(parameters))}
    assert not found["rearfoot_posting"].ok
    assert not found["forefoot_posting"].ok
    assert found["rearfoot_posting"].measured == pytest.approx(6.3, abs=0.1)


def test_right_is_the_mirror_image_of_left():
    left, right = FootOrthosis(side="left", rearfoot_posting=4.0), FootOrthosis(side="right", rearfoot_posting=4.0)
    mesh, mirror = mesh_of(left), mesh_shape(TEMPLATE.build(right).mirror("XZ"))
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
        with_dot = mesh_shape(marked).volume
        dot = 2.98 * type_size(TEMPLATE.mark(parameters).height) / 5
        assert mesh_shape(plain).volume - with_dot == pytest.approx(0.4 * pi / 4 * dot**2, rel=0.05)
        assert mesh_shape(both).volume < with_dot
        floor = [face.Center() for face in both.Faces() if face.Center().z == pytest.approx(0.4, abs=1e-6)]
        assert max(floor, key=lambda each: each.x).x > TEMPLATE.mark(parameters).centre[0]
