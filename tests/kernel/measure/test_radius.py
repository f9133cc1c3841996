"""Fillets and rounded corners."""

from __future__ import annotations

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Radius, Z
from configurator.domain.parts.mirroring import mirrored
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.kernel.part import Measurement

EXACT = 1e-3
MESHES = pytest.mark.parametrize("mesher", [{}, {"chord": 0.3, "angle": 0.45}], ids=["fine", "coarse"])
SIN_45 = 0.5**0.5


def angle_iron(outer=4.0, inner=2.0, **mesher) -> trimesh.Trimesh:
    """An L of 30 x 20 in the plane, 10 high, its outer corner at the origin, 6 thick."""
    outline = [(0, 0), (30, 0), (30, 6), (6, 6), (6, 20), (0, 20)]
    body = cq.Workplane().polyline(outline).close().extrude(10)
    body = body.edges(cq.NearestToPointSelector((0, 0, 5))).fillet(outer)
    return mesh_shape(body.edges(cq.NearestToPointSelector((6, 6, 5))).fillet(inner).val(), **mesher)


def outer(nominal=4.0, **place) -> Radius:
    at = 4 - 4 * SIN_45
    return Radius(**{"name": "r", "nominal": nominal, "tolerance": 0.02, "origin": (at, at, 5), "axis": Z, **place})


def inner(nominal=2.0) -> Radius:
    return outer(nominal, origin=(8 - 2 * SIN_45, 8 - 2 * SIN_45, 5))


def measured(mesh: trimesh.Trimesh, dimension: Radius) -> Measurement:
    return measure(mesh, [dimension])[0]


@MESHES
def test_a_corner_and_a_fillet_are_measured_within_their_uncertainty(mesher) -> None:
    mesh = angle_iron(**mesher)
    for dimension in (outer(), inner()):
        found = measured(mesh, dimension)
        assert abs(found.measured - dimension.nominal) < min(found.uncertainty, EXACT)


@pytest.mark.parametrize("size", [2, 3.9, 4.1, 5.5])
def test_the_measured_size_follows_the_solid(size) -> None:
    found = measured(angle_iron(outer=size), outer())
    assert found.measured == pytest.approx(size, abs=EXACT)
    assert not found.ok


@pytest.mark.parametrize("nominal", [1, 3.9, 4.1, 9])
def test_the_nominal_size_does_not_pull_the_measured_one(nominal) -> None:
    assert measured(angle_iron(), outer(nominal)).measured == pytest.approx(4, abs=EXACT)


@pytest.mark.parametrize("shift", [(1, 0, 0), (0, 1, 0), (-1, -1, 3)])
def test_the_origin_need_not_be_on_the_middle_of_the_arc(shift) -> None:
    at = 4 - 4 * SIN_45
    place = (at + shift[0], at + shift[1], 5 + shift[2])
    assert measured(angle_iron(), outer(origin=place)).measured == pytest.approx(4, abs=EXACT)


def test_a_rounded_rim_has_its_radius_within_its_uncertainty() -> None:
    mesh = mesh_shape(cq.Workplane().circle(20).extrude(10).faces(">Z").edges().fillet(2).val())
    place = {"origin": (18 + 2 * SIN_45, 0.05, 8 + 2 * SIN_45), "axis": (0, 1, 0)}
    found = measured(mesh, outer(2, **place))
    assert abs(found.measured - 2) < found.uncertainty < 0.05


def test_a_rough_arc_is_measured_within_its_uncertainty() -> None:
    mesh = angle_iron()
    mesh.vertices += 0.002 * np.random.default_rng(3).uniform(-1, 1, mesh.vertices.shape)
    found = measured(mesh, outer())
    assert abs(found.measured - 4) < found.uncertainty < 0.5


def test_two_per_cent_of_growth_shows() -> None:
    mesh = angle_iron()
    mesh.apply_scale(1.02)
    found = measured(mesh, outer())
    assert found.measured == pytest.approx(4.08, abs=EXACT)
    assert not found.ok


def test_the_mirrored_part_has_the_same_size() -> None:
    mesh = angle_iron()
    mesh.apply_transform(np.diag([1, -1, 1, 1]))
    assert measured(mesh, mirrored(outer())).measured == pytest.approx(4, abs=EXACT)


def test_a_sharp_corner_has_no_radius() -> None:
    mesh = mesh_shape(cq.Workplane().box(30, 20, 10, centered=False).val())
    with pytest.raises(Failed, match="nothing is round"):
        measured(mesh, outer())


@pytest.mark.parametrize(
    ("place", "words"),
    [({"origin": (30, 0, 5)}, r"no arc near|too few"), ({"origin": (2, 2, 60)}, "nothing is round")],
    ids=["another corner", "beside the part"],
)
def test_what_cannot_be_measured_fails_and_names_the_dimension(place, words) -> None:
    with pytest.raises(Failed, match=words) as caught:
        measured(angle_iron(), outer(**place))
    assert caught.value.problems[0].fields == ("r",)
