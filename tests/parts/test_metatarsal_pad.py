"""The metatarsal pad: each size follows its parameter, and bevels lie where a hand calculation puts them."""

from math import atan, degrees, hypot, pi, radians, tan

import numpy as np
import pytest
from support.fingerprints import build_part

from configurator.domain.measures.sheets import read_values
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.build.engraving.engrave import type_size
from configurator.kernel.build.shape import build_shape
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect.self_intersections import intersection_findings
from configurator.kernel.measure import measure
from configurator.services.designs.configure import build_design, configure
from templates_cad.metatarsal_pad import TEMPLATE, MetatarsalPad, notes, skew


def mesh_of(**values):
    return mesh_shape(TEMPLATE.build(MetatarsalPad(**values)))


def measured(**values):
    found = measure(mesh_of(**values), TEMPLATE.dimensions(MetatarsalPad(**values)))
    assert [each.dimension.name for each in found if not each.ok] == []
    return {each.dimension.name: each.measured for each in found}


def configured(**values):
    return configure(TEMPLATE, read_values(MetatarsalPad, {"side": "left"} | values))


@pytest.mark.parametrize(
    ("before", "field", "value", "name", "change"),
    [
        ({}, "height", 7.0, "height", 1.0),
        ({}, "foot_breadth", 103.0, "breadth", 2.0),
        ({}, "ball_of_foot_length", 204.0, "length", 2.7),
        ({"form": "broad"}, "foot_breadth", 103.0, "breadth", 3.0),
        ({"form": "bar"}, "bevel_behind", 25.0, "bevel_behind", -5.0),
        ({"form": "bar"}, "bevel_before", 35.0, "bevel_before", -10.0),
        ({"form": "bar"}, "height", 8.0, "length", 2 / tan(radians(30)) + 2),
        ({"form": "bar"}, "foot_breadth", 103.0, "breadth", 4.3),
    ],
)
def test_a_size_follows_its_parameter(before, field, value, name, change):
    moved = measured(**{**before, field: value})[name] - measured(**before)[name]
    assert moved == pytest.approx(change, abs=0.1)


def test_bevels_are_those_of_facets_square_to_the_bar():
    """By the normals of all facets in the middle of the bar, which shares nothing with the fitted planes."""
    mesh, pad = mesh_of(form="bar", height=8), MetatarsalPad(form="bar", height=8)
    square = np.array([1.0, skew(pad), 0.0]) / hypot(1.0, skew(pad))
    middle = (np.abs(mesh.triangles_center[:, 1]) < 15) & (mesh.face_normals[:, 2] > 0.3)
    middle &= (mesh.triangles_center[:, 2] > 3) & (mesh.triangles_center[:, 2] < 5.5)
    slopes = np.degrees(np.arctan2(mesh.face_normals[middle] @ square, mesh.face_normals[middle][:, 2]))
    assert np.median(slopes[slopes > 0]) == pytest.approx(45, abs=0.2)
    assert np.median(slopes[slopes < 0]) == pytest.approx(-30, abs=0.2)


def test_the_edge_is_as_thick_as_asked_all_round():
    for form in ("narrow", "broad", "bar"):
        mesh = mesh_of(form=form, height=6, edge=2)
        rim = mesh.face_normals[:, 2] < -0.999
        assert mesh.bounds[0][2] == pytest.approx(0.0, abs=1e-6)
        outer = mesh.vertices[np.unique(mesh.faces[~rim])]
        hull = np.hypot(*(outer[:, :2] - outer[:, :2].mean(axis=0)).T)
        assert outer[hull > 0.999 * hull.max(), 2].max() < 2.0


def test_the_line_of_the_heads_runs_back_to_the_little_toe():
    for form in ("narrow", "broad", "bar"):
        mesh = mesh_of(form=form)
        lateral, medial = (mesh.vertices[way * mesh.vertices[:, 1] > 10].max(axis=0)[0] for way in (1, -1))
        assert lateral < medial - 2
    assert degrees(atan(skew(MetatarsalPad()))) == pytest.approx(19, abs=1)


def test_right_is_the_mirror_image_of_left():
    left, right = MetatarsalPad(form="bar"), MetatarsalPad(side="right", form="bar")
    mesh, mirror = mesh_shape(TEMPLATE.build(left)), mesh_shape(TEMPLATE.build(right).mirror("XZ"))
    assert mirror.volume == pytest.approx(mesh.volume, rel=1e-4)
    ours = measure(mesh, TEMPLATE.dimensions(left))
    theirs = measure(mirror, map(mirrored, TEMPLATE.dimensions(right)))
    for one, other in zip(ours, theirs, strict=True):
        assert one.measured == pytest.approx(other.measured, abs=0.05), one.dimension.name


@pytest.mark.parametrize("form", ["narrow", "bar"])
def test_a_stretched_part_is_found_out(form):
    mesh = mesh_of(form=form)
    mesh.apply_transform(np.diag([1.02, 1.02, 1.05, 1.0]))
    found = measure(mesh, TEMPLATE.dimensions(MetatarsalPad(form=form)))
    assert [each.dimension.name for each in found if each.ok] == []


def test_where_it_goes_stands_in_the_notes():
    near, far = (next(notes(MetatarsalPad(behind_heads=behind))) for behind in (5, 10))
    # 194 mm to the first head, 14 % of that further back over 0.8 of the breadth, of which the middle is half.
    assert f"{194 - 0.14 * 194 / 2 - 5:.0f} mm from the back" in near
    assert f"{194 - 0.14 * 194 / 2 - 10:.0f} mm from the back" in far
    assert "5 mm behind the line of the heads" in near


@pytest.mark.parametrize(("breadth", "ball", "bevels"), [(98, 194, (30, 45)), (80, 150, (30, 45))])
def test_a_low_bar_is_as_high_and_as_broad_as_a_high_one(breadth, ball, bevels):
    asked = {"form": "bar", "edge": 2, "foot_breadth": breadth, "ball_of_foot_length": ball}
    asked |= {"bevel_behind": bevels[0], "bevel_before": bevels[1]}
    low = measured(**asked, height=3)
    assert low["height"] == pytest.approx(3, abs=0.05)
    assert low["breadth"] == pytest.approx(0.86 * breadth, abs=0.3)
    assert "bevel_behind" not in low
    assert configured(**asked, height=3).design is not None


@pytest.mark.parametrize(
    ("breadth", "ball", "height", "edge", "bevels"),
    [(145.8, 259.1, 8, 2.2, (21.4, 47.8)), (113.4398, 199.8702, 5.1599, 2.0794, (16.4843, 43.3088))],
)
def test_a_bar_does_not_cut_through_itself_at_its_ends(breadth, ball, height, edge, bevels):
    asked = {"form": "bar", "foot_breadth": breadth, "ball_of_foot_length": ball, "height": height, "edge": edge}
    mesh = mesh_of(**asked, bevel_behind=bevels[0], bevel_before=bevels[1])
    assert not list(intersection_findings(facets_of(mesh)))
    # The mesh that is delivered shows finer faults.
    part = build_part(TEMPLATE, MetatarsalPad(**asked, bevel_behind=bevels[0], bevel_before=bevels[1]))
    assert not list(intersection_findings(facets_of(part.mesh)))


def pockets(**values):
    """(x, area) of the floor of each letter in the part as it is delivered, in mm and mm2."""
    parameters = MetatarsalPad(**values)
    engraved = build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters))
    floors = [face for face in engraved.Faces() if face.Center().z == pytest.approx(0.4, abs=1e-6)]
    return [(face.Center().x, face.Area()) for face in floors]


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_dot_of_a_bar_lies_towards_the_toes_beside_its_code(side):
    size = type_size(TEMPLATE.mark(MetatarsalPad(form="bar")).height)
    (dot,) = pockets(form="bar", side=side, engraving="dot")
    assert dot[0] > 0.6 * size
    assert dot[1] == pytest.approx(pi / 4 * (2.98 * size / 5) ** 2, rel=0.01)
    code, both = (pockets(form="bar", side=side, engraving=wanted) for wanted in ("code", "code and dot"))
    assert max(code)[0] < 0.3 * size
    assert max(both) == pytest.approx(dot)
    assert pockets(form="bar", side=side, engraving="none") == []


def test_a_short_bar_that_is_turned_far_has_room_for_its_code():
    values = {"foot_breadth": 50.2, "ball_of_foot_length": 124.5, "height": 3.87, "edge": 1.87}
    assert len(pockets(form="bar", **values)) >= 9


def test_a_dot_that_reaches_under_the_bevel_in_front_does_not_spoil_its_angle():
    values = {"foot_breadth": 50.7, "ball_of_foot_length": 111.1, "height": 4.24, "edge": 1.39, "bevel_behind": 43.9}
    parameters = MetatarsalPad(form="bar", engraving="dot", bevel_before=29.2, **values)
    mesh = mesh_shape(build_shape(TEMPLATE, parameters, build_design(TEMPLATE, parameters)))
    found = {each.dimension.name: each for each in measure(mesh, TEMPLATE.dimensions(parameters))}
    assert found["bevel_before"].measured == pytest.approx(29.2, abs=0.3)
    assert found["bevel_before"].uncertainty < 0.3


def test_what_cannot_be_is_refused_by_name():
    for values, field in (
        ({"foot_breadth": 140, "ball_of_foot_length": 110}, "foot_breadth"),
        ({"form": "bar", "height": 10, "bevel_behind": 16}, "height"),
        ({"foot_breadth": 48, "ball_of_foot_length": 90, "height": 9}, "height"),
    ):
        refused = configured(**values)
        assert refused.design is None
        assert any(field in each.fields and each.hint for each in refused.problems)


def test_what_a_podiatrist_would_ask_is_asked():
    assert any("seldom borne" in each.message for each in configured(height=9).problems)
    assert any("lifts them" in each.message for each in configured(behind_heads=-3).problems)
    assert not any("seldom borne" in each.message for each in configured(height=8).problems)
