"""The ankle-foot orthosis against the leg that it is made to, by code that shares nothing with how it is built."""

from functools import cache
from math import pi

import numpy as np
import pytest
from scipy.spatial import cKDTree
from scipy.special import ellipe

from configurator.domain.measures.sheets import read_values
from configurator.domain.problems import refusals
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect.self_intersections import intersection_findings
from configurator.kernel.jobs import make
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from configurator.shapes.leg_nets import leg_nets
from templates_cad.ankle_foot_orthosis import TEMPLATE, AnkleFootOrthosis, shell, slot_bow, slots, stiff_enough
from tests.support.outside_programs import real_people

EVERY = 500
OPPOSITE_COS = 0.87


@cache
def mesh_of(parameters):
    return mesh_shape(TEMPLATE.build(parameters))


def measured(**values):
    return sizes_of(AnkleFootOrthosis(**values))


@cache
def sizes_of(parameters):
    found = measure(mesh_of(parameters), TEMPLATE.dimensions(parameters))
    return {each.dimension.name: each.measured for each in found}


# Together those that leave each other's sizes alone.
@pytest.mark.parametrize(
    ("values", "changes"),
    [
        (
            {"foot_length": 268, "foot_breadth": 103, "heel_breadth": 74, "malleolus_breadth": 75},
            {"foot_plate_length": 6, "foot_plate_breadth": 5, "heel_cup_breadth": 4, "malleolus_breadth": 3},
        ),
        ({"thickness": 3.2}, {"plate_thickness": -0.8, "heel_thickness": -0.8}),
        ({"shell_height": 398, "strap": 30, "instep_strap": 30}, {"height": 8, "calf_slot": -10, "instep_slot": 5}),
        ({"ankle_angle": 5, "padding": 5}, {"ankle_angle": 5, "foot_plate_length": 2}),
    ],
)
def test_sizes_follow_their_parameters(values, changes):
    before, after = measured(), measured(**values)
    for name, change in changes.items():
        assert after[name] - before[name] == pytest.approx(change, rel=0.15, abs=0.1), name


STOUT = {"foot_length": 162, "foot_breadth": 68, "ball_of_foot_length": 107, "heel_breadth": 61, "ankle_girth": 220}
STOUT |= {"malleolus_height": 33, "malleolus_breadth": 80, "ankle_height": 53, "calf_girth": 452, "calf_height": 284}
STOUT |= {"shell_height": 343, "thickness": 3.75, "padding": 0.65, "trim": "leaf_spring", "calf_wrap": 90}
SLIGHT = {"foot_length": 126, "foot_breadth": 54, "ball_of_foot_length": 92, "heel_breadth": 31, "ankle_girth": 146}
SLIGHT |= {"malleolus_height": 31, "malleolus_breadth": 39, "ankle_height": 59, "calf_girth": 215, "calf_height": 209}
SLIGHT |= {"shell_height": 249, "thickness": 5.4, "padding": 4, "instep": "strap", "instep_strap": 15}


# A leaf's heel whose edges lie far behind; and a slot that lies over the ankle bones.
@pytest.mark.parametrize(("values", "name"), [(STOUT, "heel_cup_breadth"), (SLIGHT, "malleolus_breadth")])
def test_breadths_are_read_clear_of_edges_and_slots(values, name):
    parameters = AnkleFootOrthosis(**values)
    (nominal,) = (each.nominal for each in TEMPLATE.dimensions(parameters) if each.name == name)
    assert sizes_of(parameters)[name] == pytest.approx(nominal, abs=0.3)


@pytest.mark.parametrize(("field", "value"), [("calf_girth", 400), ("ankle_girth", 235)])
def test_a_tape_inside_follows_the_girth_and_the_other_tape_does_not(field, value):
    before, after = measured(), measured(**{field: value})
    assert after[f"{field}_across_opening"] > before[f"{field}_across_opening"] * 1.03
    other = "ankle_girth" if field == "calf_girth" else "calf_girth"
    assert after[f"{other}_across_opening"] == pytest.approx(before[f"{other}_across_opening"], rel=0.006)


def inside_round(mesh, middle, up):
    """Points of the mesh's skin that faces the axis from behind, in the plane across it: sideways and forwards."""
    forwards = np.array([up[2], 0.0, -up[0]])
    facing = ((middle - mesh.triangles_center) * mesh.face_normals).sum(axis=1)
    facing /= np.linalg.norm(middle - mesh.triangles_center, axis=1)
    near = np.abs((mesh.triangles_center - middle) @ up) < 12
    skin = mesh.submesh([np.flatnonzero((facing > 0.8) & near)], append=True)
    points = skin.section(plane_origin=middle, plane_normal=up).vertices - middle
    behind = points @ forwards < -0.1 * np.ptp(points[:, 1])
    return points[behind, 1], points[behind] @ forwards


def girth_by_fit(across, along):
    """Of the ellipse, its axes along both, that lies nearest to the points."""
    form = np.column_stack([across**2, along**2, along])
    a, b, c = np.linalg.lstsq(form, np.ones(len(form)), rcond=None)[0]
    size = 1 + c * c / (4 * b)
    wide, deep = sorted((np.sqrt(size / a), np.sqrt(size / b)))
    return 4 * deep * ellipe(1 - (wide / deep) ** 2)


@pytest.mark.parametrize("lean", [0, 8])
@pytest.mark.parametrize(("girth", "height"), [("ankle_girth", "ankle_height"), ("calf_girth", "calf_height")])
def test_the_girth_inside_is_that_of_the_leg_and_the_linings_room(girth, height, lean):
    # The slots end above the calf's thickest.
    parameters = AnkleFootOrthosis(ankle_angle=lean, strap=20, shell_height=400)
    up = np.array([np.sin(np.radians(lean)), 0.0, np.cos(np.radians(lean))])
    # The ankle's axis stands at 0.235 of the foot, as high above the sole as the ankle bone.
    sole = parameters.thickness + parameters.padding
    axis = np.array([0.235 * parameters.foot_length, 0.0, sole + parameters.malleolus_height])
    middle = axis + (getattr(parameters, height) - parameters.malleolus_height) * up
    fitted = girth_by_fit(*inside_round(mesh_of(parameters), middle, up))
    assert fitted == pytest.approx(getattr(parameters, girth) + 2 * pi * parameters.padding, abs=0.5)


@pytest.mark.parametrize("preset", TEMPLATE.presets)
def test_the_wall_is_as_thick_as_asked_away_from_edges(preset):
    parameters = TEMPLATE.presets[preset]
    mesh = mesh_of(parameters)
    places, faces = mesh.sample(6000, return_index=True, seed=1)
    inwards = -mesh.face_normals[faces]
    hits, rays, struck = mesh.ray.intersects_location(places + 1e-4 * inwards, inwards, multiple_hits=False)
    depth, opposite = np.full(len(places), np.inf), np.zeros(len(places), bool)
    depth[rays] = np.linalg.norm(hits - places[rays], axis=1)
    opposite[rays] = (mesh.face_normals[struck] * inwards[rays]).sum(axis=1) > OPPOSITE_COS
    rims = places[~opposite]
    inner = cKDTree(rims).query(places)[0] > 2.5 * parameters.thickness
    assert inner.mean() > 0.4
    assert np.mean(np.abs(depth[inner] - parameters.thickness) < 0.1) > 0.95


def test_the_sole_stands_flat_and_the_full_plate_is_as_long_as_foot_and_lining_and_heel():
    mesh = mesh_of(AnkleFootOrthosis())
    low = mesh.vertices[mesh.vertices[:, 2] < 40]
    assert mesh.bounds[0, 2] == pytest.approx(0, abs=1e-3)
    assert np.ptp(low[:, 0]) == pytest.approx(262 + 3 + 4, abs=0.3)
    assert np.ptp(mesh.vertices[mesh.vertices[:, 0] > 160][:, 1]) == pytest.approx(98, abs=0.3)


def test_a_short_plate_of_a_small_broad_foot_is_measured_where_its_bent_sections_reach():
    foot = {"foot_length": 129, "foot_breadth": 59, "ball_of_foot_length": 90.6, "heel_breadth": 38}
    leg = {"malleolus_height": 40, "malleolus_breadth": 42, "ankle_girth": 130, "ankle_height": 62}
    calf = {"calf_girth": 190, "calf_height": 150, "shell_height": 190, "strap": 20, "trim": "leaf_spring"}
    parameters = AnkleFootOrthosis(**foot, **leg, **calf, length_style="three_quarter", padding=4, thickness=4.8)
    (breadth,) = (each for each in TEMPLATE.dimensions(parameters) if each.name == "foot_plate_breadth")
    plate = mesh_of(parameters).slice_plane([0.72 * 90.6, 0, 0], [1, 0, 0])
    assert np.ptp(plate.bounds[:, 1]) == pytest.approx(breadth.nominal, abs=0.15)


def test_a_leaf_is_narrow_where_a_solid_shell_goes_half_round():
    def breadth(trim):
        mesh = mesh_of(AnkleFootOrthosis(trim=trim))
        return np.ptp(mesh.vertices[np.abs(mesh.vertices[:, 2] - 125) < 4][:, 1])

    leaf, semi, solid = map(breadth, ("leaf_spring", "semi_solid", "solid"))
    assert leaf < 0.75 * semi
    assert semi < solid


@pytest.mark.parametrize("trim", ["leaf_spring", "semi_solid", "solid"])
@pytest.mark.parametrize("plate", ["full", "three_quarter"])
def test_the_trim_line_comes_down_to_the_plate_without_a_kink(trim, plate):
    s = shell(AnkleFootOrthosis(trim=trim, length_style=plate))
    edge = s.inside(np.arange(s.at_sole(150.0), s.at_sole(70.0), 0.5), np.array([-1.0]))[:, 0]
    slopes = np.arctan2(np.diff(edge[:, 2]), -np.diff(edge[:, 0]))
    assert np.abs(np.diff(slopes)).max() < np.radians(3)


def test_a_leaf_is_measured_where_its_edges_stand_behind_a_leg_that_leans():
    leg = {"ankle_angle": 8, "calf_girth": 480, "ankle_girth": 250, "ankle_height": 130}
    parameters = AnkleFootOrthosis(trim="leaf_spring", strap=20, **leg)
    (leaf,) = (each for each in TEMPLATE.dimensions(parameters) if each.name == "leaf_breadth")
    (found,) = measure(mesh_of(parameters), [leaf])
    assert found.measured == pytest.approx(leaf.nominal, abs=0.1)


def test_there_is_an_instep_strap_where_it_is_asked_for_and_no_leaf_spring_is():
    for values, there in (({}, True), ({"instep": "none"}, False), ({"trim": "leaf_spring"}, False)):
        names = [each.name for each in TEMPLATE.dimensions(AnkleFootOrthosis(**values))]
        assert ("instep_slot" in names) is there
        # Each pair of slots is two tunnels: of a body with n of them the Euler number is 2 - 2 n.
        assert mesh_of(AnkleFootOrthosis(**values)).euler_number == (-6 if there else -2)


def test_a_strap_is_refused_where_the_calf_bends_beside_its_slot():
    child = TEMPLATE.presets["child"].model_dump(exclude={"body_mass", "strap", "thickness"})
    broad = configure(TEMPLATE, read_values(TEMPLATE.parameters, child | {"strap": 50, "thickness": 2.5}))
    (refused,) = refusals(broad.problems)
    assert refused.fields[0] == "strap"
    assert "bends" in refused.message


@pytest.mark.parametrize(
    ("height", "girth_height", "field", "remedy"), [(62, 82, "instep_strap", "at most"), (100, 132, "instep", "none")]
)
def test_an_instep_strap_is_refused_where_the_heel_bends_beside_its_slot(height, girth_height, field, remedy):
    values = {"malleolus_height": height, "ankle_height": girth_height, "malleolus_breadth": 100, "ankle_girth": 300}
    values |= {"heel_breadth": 70, "calf_girth": 500, "ankle_angle": -10, "instep_strap": 32}
    (refused,) = refusals(configure_solid(**values).problems)
    assert refused.fields[0] == field
    assert "bends" in refused.message
    assert remedy in refused.hint
    assert not refusals(configure_solid(**values, instep="none").problems)


def test_an_instep_strap_is_refused_where_the_edge_bends_into_its_slot():
    foot = {"foot_length": 121.9, "foot_breadth": 45.3, "ball_of_foot_length": 83.7, "heel_breadth": 39.3}
    leg = {"malleolus_height": 46.9, "malleolus_breadth": 43.9, "ankle_girth": 164.5, "ankle_height": 87.4}
    calf = {"calf_girth": 362.8, "calf_height": 225.4, "shell_height": 273.0, "calf_wrap": 82.1, "padding": 5.2}
    values = foot | leg | calf | {"length_style": "three_quarter", "ankle_angle": -7.2, "thickness": 3.2, "strap": 21}
    (refused,) = refusals(configure_solid(**values, instep_strap=22.7).problems)
    assert refused.fields[0] == "instep"
    assert "edge bends" in refused.message
    assert not refusals(configure_solid(**values, instep="none").problems)


TURNED = {"foot_length": 266.4, "foot_breadth": 113, "ball_of_foot_length": 181.8, "heel_breadth": 61.4}
TURNED |= {"malleolus_height": 92.5, "malleolus_breadth": 49.8, "ankle_girth": 189.2, "ankle_height": 129.4}
TURNED |= {"calf_girth": 249.2, "calf_height": 318.6, "shell_height": 372.2, "calf_wrap": 99, "thickness": 3.7}


@pytest.mark.parametrize("values", [{"ankle_height": 150}, TURNED | {"instep_strap": 25}])
def test_an_instep_slot_is_as_long_as_asked_in_a_bent_wall_too(values):
    parameters = AnkleFootOrthosis(**values)
    assert max(abs(slot_bow(parameters, slot)) for slot in slots(parameters)) > 0.7
    assert measured(**values)["instep_slot"] == pytest.approx(27, abs=0.1)


# A low ankle bone, broad over a narrow heel, of a leg that leans far forwards.
LEANING = {"foot_length": 152.3, "foot_breadth": 62, "ball_of_foot_length": 116.7, "heel_breadth": 37.2}
LEANING |= {"malleolus_height": 34.6, "malleolus_breadth": 51.4, "ankle_girth": 161, "ankle_height": 52.6}
LEANING |= {"calf_girth": 242.4, "calf_height": 208.9, "shell_height": 259, "ankle_angle": 14.3, "padding": 3.7}
# A calf far stouter than its ankle, so that the edges turn sharply between them.
CALF_OVER_ANKLE = {"foot_length": 254.3, "foot_breadth": 121, "ball_of_foot_length": 169, "heel_breadth": 76.8}
CALF_OVER_ANKLE |= {"malleolus_height": 86.3, "malleolus_breadth": 97.6, "ankle_girth": 304.5, "ankle_height": 161.3}
CALF_OVER_ANKLE |= {"calf_girth": 551.6, "calf_height": 421.4, "shell_height": 538.6, "ankle_angle": 12.7}
CALF_OVER_ANKLE |= {"length_style": "three_quarter", "calf_wrap": 84.2, "padding": 2.6}


@pytest.mark.parametrize("values", [LEANING, CALF_OVER_ANKLE])
def test_a_wall_that_would_fold_is_refused_and_the_thickest_that_would_not_is_sound(values):
    (refused,) = refusals(configure_solid(**values, instep="none", thickness=5).problems)
    assert refused.fields[0] == "thickness"
    assert "fold" in refused.message
    thick = leg_nets(shell(AnkleFootOrthosis(**values, thickness=5))).thickest
    assert 3.5 < thick < 4.5
    sound = mesh_of(AnkleFootOrthosis(**values, instep="none", thickness=thick - 0.1))
    assert not list(intersection_findings(facets_of(sound)))


# Lean so far over a low ankle bone that even the thinnest wall would fold.
LEANING_FAR = {"foot_length": 188.7, "foot_breadth": 78.9, "ball_of_foot_length": 146, "heel_breadth": 65.4}
LEANING_FAR |= {"malleolus_height": 34.4, "malleolus_breadth": 79.6, "ankle_girth": 254.7, "ankle_height": 57.8}
LEANING_FAR |= {"calf_girth": 498, "calf_height": 197, "shell_height": 257.5, "ankle_angle": 10.9, "padding": 1.3}
LEANING_FAR |= {"length_style": "three_quarter", "thickness": 3.1, "strap": 20, "instep": "none"}
# An ankle thicker than any over so short a foot.
DEEP = LEANING_FAR | {"ankle_girth": 300, "ankle_angle": 8}


@pytest.mark.parametrize(("values", "field", "most"), [(LEANING_FAR, "ankle_angle", 9), (DEEP, "ankle_girth", 254.7)])
def test_where_no_wall_is_thin_enough_its_cause_is_named_with_a_remedy_that_is_sound(values, field, most):
    (refused,) = refusals(configure_solid(**values).problems)
    assert refused.fields[0] == field
    assert f"at most {most:g}" in refused.hint
    mended = configure_solid(**values | {field: most})
    assert not refusals(mended.problems)
    sound = mesh_of(AnkleFootOrthosis(**mended.design.parameters))
    assert not list(intersection_findings(facets_of(sound)))


@pytest.mark.parametrize("plate", ["full", "sulcus", "three_quarter"])
def test_no_corner_of_the_plate_is_sharp(plate):
    place = shell(AnkleFootOrthosis(length_style=plate)).inside(np.linspace(0, 20, 60), np.linspace(-1, 1, 60))[..., :2]
    for corner, beside, ahead in ((place[0, 0], place[3, 0], place[0, 3]), (place[0, -1], place[3, -1], place[0, -4])):
        one, other = beside - corner, ahead - corner
        cosine = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
        assert np.degrees(np.arccos(cosine)) > 135


def test_the_upper_edge_is_flared_away_from_the_calf():
    mesh = mesh_of(AnkleFootOrthosis())
    backs = [mesh.section(plane_origin=(0, 0, z), plane_normal=(0, 0, 1)).vertices[:, 0].min() for z in (372, 394)]
    assert backs[0] - backs[1] > 1.5


def configure_solid(**values):
    return configure(TEMPLATE, read_values(TEMPLATE.parameters, {"side": "left", "trim": "solid"} | values))


@pytest.mark.parametrize(
    ("field", "value", "given"),
    [
        ("foot_breadth", 140, "foot_length"),
        ("calf_girth", 230, "ankle_girth"),
        ("ankle_height", 75, "malleolus_height"),
        ("shell_height", 340, "calf_height"),
        ("malleolus_breadth", 110, "heel_breadth"),
        ("instep_strap", 40, "malleolus_height"),
    ],
)
def test_what_no_leg_is_like_is_refused_by_its_field(field, value, given):
    refused, *_ = refusals(configure_solid(**{field: value}).problems)
    assert refused.fields[0] == field
    assert given in refused.fields
    assert refused.hint


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body_mass": 140}, "body_mass"),
        ({"ankle_angle": -8}, "ankle_angle"),
        ({"ankle_angle": 12}, "ankle_angle"),
        ({"padding": 0}, "padding"),
        ({"trim": "leaf_spring", "thickness": 5}, "trim"),
    ],
)
def test_what_an_orthotist_would_ask_about_is_warned_of(values, field):
    assert [each for each in configure_solid(**values).problems if field in each.fields]
    assert not refusals(configure_solid(**values).problems)


def test_stiffness_goes_with_the_cube_of_the_thickness():
    assert stiff_enough(8 * 90) == pytest.approx(8)


@pytest.mark.parametrize("values", [{}, {"trim": "leaf_spring", "length_style": "sulcus"}])
def test_the_code_stands_under_the_foot(values):
    mark = TEMPLATE.mark(AnkleFootOrthosis(**values))
    assert (mark.centre[1:], mark.normal) == ((0, 0), (0, 0, -1))
    assert mark.height >= 3


def person_values(person, number):
    """What the survey lacks, heights of girths and what is prescribed, over a grid of the project's own."""
    malleolus, knee = float(person["lateralmalleolusheight_mm"]), float(person["tibialheight_mm"])
    return person | {
        "side": ("left", "right")[number % 2],
        "ankle_height": str((1.45, 1.6, 1.8)[number % 3] * malleolus),
        "calf_height": str((0.66, 0.70, 0.74)[number // 3 % 3] * knee),
        "shell_height": str((0.85, 0.88)[number // 2 % 2] * knee),
        "trim": ("solid", "leaf_spring", "semi_solid")[number // 2 % 3],
        "length_style": ("full", "sulcus", "three_quarter")[number // 5 % 3],
    }


@pytest.mark.slow
def test_real_people_get_an_orthosis_as_asked():
    for number, person in enumerate(real_people()[::EVERY]):
        given = read_values(TEMPLATE.parameters, person_values(person, number), strict=False)
        configured = configure(TEMPLATE, given, complete=True)
        assert configured.design is not None, configured.problems
        parameters = TEMPLATE.parameters(**configured.design.parameters)
        part, _ = make._build_and_examine(TEMPLATE, parameters, build_design(TEMPLATE, parameters), make.Clock())
        assert [each.dimension.name for each in part.measurements if not each.ok] == [], person["subjectid"]
