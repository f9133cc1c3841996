"""A tape along the inside of an open shell."""

from __future__ import annotations

from math import cos, hypot, pi, radians, sin

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Girth, Z
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.45}], ids=["fine", "coarse"])


def shell(inside=30.0, wall=3.0, opening=90.0, rounding=0.0, **mesher) -> trimesh.Trimesh:
    """A tube of this inner radius without a sector about +x of so many degrees."""
    tube = cq.Workplane().circle(inside + wall).circle(inside).extrude(60)
    if opening:
        half, far = radians(opening / 2), 10 * inside
        corners = [(0, 0), (far * cos(half), -far * sin(half)), (far * cos(half), far * sin(half))]
        tube = tube.cut(cq.Workplane().polyline(corners).close().extrude(60))
    if rounding:
        tube = tube.edges("|Z").fillet(rounding)
    return mesh_shape(tube.val(), **mesher)


def closed_form(inside, opening) -> float:
    return inside * (2 * pi - radians(opening)) + 2 * inside * sin(radians(opening / 2))


def girth(nominal, **place) -> Girth:
    standard = {"name": "g", "tolerance": 0.5, "origin": (0, 0, 30.2), "normal": Z, "side": "inside"}
    return Girth(**{**standard, "nominal": nominal, **place})


def measured(mesh: trimesh.Trimesh, dimension: Girth) -> Measurement:
    return measure(mesh, [dimension])[0]


@MESHES
@pytest.mark.parametrize("opening", [0, 20, 90, 150])
def test_it_is_the_inner_arc_and_the_chord_across_the_opening(opening, mesher) -> None:
    nominal = closed_form(30, opening)
    found = measured(shell(opening=opening, **mesher), girth(nominal))
    assert abs(found.measured - nominal) < found.uncertainty
    assert found.measured == pytest.approx(nominal, abs=0.15)


def test_over_flat_corners_it_is_exact_and_so_is_its_uncertainty() -> None:
    """Within a trough whose floor bends by 28 degrees."""
    outside = cq.Workplane().polyline([(-25, 30), (-25, -10), (25, -10), (25, 30)]).close().extrude(60)
    trough = outside.cut(cq.Workplane().polyline([(-20, 31), (-20, 5), (0, 0), (20, 5), (20, 31)]).close().extrude(60))
    found = measured(mesh_shape(trough.val()), girth(131, origin=(0, 20, 30)))
    assert found.measured == pytest.approx(40 + 2 * 25 + 2 * hypot(20, 5), abs=1e-4)
    assert found.uncertainty < 1e-3


def test_its_ends_are_the_edges_of_the_opening() -> None:
    ends = np.array(measured(shell(), girth(100)).ends)
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(2 * 30 * sin(pi / 4), abs=0.01)
    assert ends[:, 2] == pytest.approx(30.2)


def test_roundings_of_the_edges_add_little() -> None:
    nominal = closed_form(30, 90)
    assert measured(shell(rounding=1.2), girth(nominal)).measured == pytest.approx(nominal, abs=1.2)


@pytest.mark.parametrize("inside", [25, 29.8, 30.2, 40])
def test_the_measured_size_follows_the_solid(inside) -> None:
    found = measured(shell(inside), girth(closed_form(30, 90)))
    assert found.measured == pytest.approx(closed_form(inside, 90), abs=0.05)
    assert not found.ok


@pytest.mark.parametrize("wall", [1, 2, 6])
def test_the_wall_does_not_count(wall) -> None:
    assert measured(shell(wall=wall), girth(1)).measured == pytest.approx(closed_form(30, 90), abs=0.05)


@pytest.mark.parametrize("origin", [(0, 0, 30), (-8, 3, 30), (5, -5, 30)])
def test_the_origin_need_not_be_in_the_middle(origin) -> None:
    assert measured(shell(), girth(1, origin=origin)).measured == pytest.approx(closed_form(30, 90), abs=0.05)


def test_two_per_cent_of_growth_shows() -> None:
    mesh = shell()
    nominal = closed_form(30, 90)
    mesh.apply_scale(1.02)
    found = measured(mesh, girth(nominal))
    assert found.measured == pytest.approx(1.02 * nominal, abs=0.05)
    assert not found.ok


def test_an_elliptical_limb_has_its_girth() -> None:
    mesh = shell(opening=0)
    mesh.apply_transform(np.diag([1, 0.7, 1, 1]))
    steps = np.linspace(0, 2 * pi, 100001)
    ellipse = np.hypot(30 * np.diff(np.cos(steps)), 21 * np.diff(np.sin(steps))).sum()
    found = measured(mesh, girth(ellipse))
    assert abs(found.measured - ellipse) < found.uncertainty


def test_the_mirrored_part_has_the_same_size() -> None:
    mesh = shell()
    mesh.apply_translation((0, 12, 0))
    dimension = girth(1, origin=(0, 12, 30))
    other = mesh.copy()
    other.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(other, mirrored(dimension)).measured == pytest.approx(measured(mesh, dimension).measured, abs=1e-3)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"origin": (0, 0, 80)}, "does not cut"),
        ({"origin": (100, 0, 30)}, "not inside"),
        ({"origin": (-31.5, 0, 30)}, "not inside"),
    ],
    ids=["above", "beside", "in the wall"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(place, words) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(shell(), girth(170, **place))
    assert caught.value.problems[0].fields == ("g",)


def test_a_solid_has_no_inside() -> None:
    with pytest.raises(Failed, match="not inside"):
        measured(mesh_shape(cq.Workplane().circle(30).extrude(60).val()), girth(170))
