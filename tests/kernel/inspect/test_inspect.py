from __future__ import annotations

from dataclasses import replace
from math import pi

import cadquery as cq
import igl
import numpy as np
import pytest
import trimesh

from configurator.domain.parts.findings import Finding
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.inspect import examine_mesh, mesh_faults, refusal_reasons
from templates_cad import grommet


def ball(radius: float = 10, at: tuple[float, float, float] = (0, 0, 0)) -> trimesh.Trimesh:
    mesh = trimesh.creation.icosphere(subdivisions=3, radius=radius)
    mesh.apply_translation(at)
    return mesh


def block(size: float = 2, at: tuple[float, float, float] = (0, 0, 0)) -> trimesh.Trimesh:
    mesh = trimesh.creation.box((size, size, size))
    mesh.apply_translation(at)
    return mesh


def together(*meshes: trimesh.Trimesh, weld: bool = False) -> trimesh.Trimesh:
    joined = trimesh.util.concatenate(meshes)
    if weld:
        joined.merge_vertices()
    return joined


def inverted(mesh: trimesh.Trimesh) -> trimesh.Trimesh:
    return trimesh.Trimesh(mesh.vertices, mesh.faces[:, ::-1], process=False)


def codes(mesh: trimesh.Trimesh, shape: cq.Shape | None = None, solids: int | None = 1) -> set[str]:
    return {finding.code for finding in examine_mesh(mesh, shape, solids).findings}


@pytest.mark.parametrize("preset", grommet.TEMPLATE.presets)
def test_a_good_part_passes_with_its_closed_form_volume(preset: str) -> None:
    parameters = grommet.TEMPLATE.presets[preset]
    shape = grommet.build(parameters).val()
    found = examine_mesh(mesh_shape(shape, chord=0.005, angle=0.1), shape, 1)
    assert (found.valid, found.solids, found.watertight, found.winding_consistent) == (True, 1, True, True)
    assert (found.self_intersecting, found.manifold, found.findings) == (False, "NoError", ())
    assert refusal_reasons(found) == []
    assert found.volume_mm3 == pytest.approx(grommet.volume(parameters), rel=0.005)


def test_a_block_has_the_sizes_of_the_textbook() -> None:
    shape = cq.Workplane().box(10, 20, 30).translate((5, 0, 15)).val()
    found = examine_mesh(mesh_shape(shape), shape, 1)
    assert found.triangles == 12
    assert found.volume_mm3 == pytest.approx(6000)
    assert found.area_mm2 == pytest.approx(2200)
    assert found.bounds_mm == ((0, -10, 0), (10, 10, 30))
    assert found.centre_of_gravity_mm == pytest.approx((5, 0, 15))


def test_a_mirrored_part_passes_too() -> None:
    shape = cq.Workplane().box(10, 20, 30).faces(">Z").workplane().center(2, 3).hole(4).val().mirror("XZ")
    assert refusal_reasons(examine_mesh(mesh_shape(shape), shape, 1)) == []


def test_the_volume_over_one_closed_spline_is_that_of_the_shoelace_formula() -> None:
    angles = np.linspace(0, 2 * pi, 12, endpoint=False)
    corners = [(40 * np.cos(a), 15 * np.sin(a) + 5 * np.cos(a) ** 2) for a in angles]
    wire = cq.Workplane().spline(corners, periodic=True).close()
    x, y = np.array([wire.val().positionAt(t).toTuple()[:2] for t in np.linspace(0, 1, 4001)]).T
    area = abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
    shape = wire.extrude(4).val()
    assert examine_mesh(mesh_shape(shape), shape, 1).volume_mm3 == pytest.approx(4 * area, rel=0.005)


def test_a_mesh_from_a_file_needs_no_brep_and_no_stated_number() -> None:
    found = examine_mesh(together(ball(), ball(at=(40, 0, 0))))
    assert (found.valid, found.solids, found.findings) == (None, 2, ())


def test_collapsed_triangles_and_loose_corners_are_no_holes() -> None:
    loose = trimesh.Trimesh(*trimesh.triangles.to_kwargs(block().triangles).values(), process=False)
    collapsed = trimesh.Trimesh(loose.vertices, np.vstack([loose.faces, [[0, 1, 1]]]), process=False)
    found = examine_mesh(collapsed, None, 1)
    assert (found.watertight, found.triangles, refusal_reasons(found)) == (True, 12, [])


def test_examining_leaves_the_mesh_as_it_was() -> None:
    loose = trimesh.Trimesh(*trimesh.triangles.to_kwargs(block().triangles).values(), process=False)
    examine_mesh(loose)
    assert len(loose.vertices) == 36


def test_an_open_mesh_is_refused_with_the_place_and_length_of_the_hole() -> None:
    shell = trimesh.Trimesh(block().vertices, block().faces[1:], process=False)
    found = examine_mesh(shell, None, 1)
    (hole,) = found.findings
    assert (hole.code, hole.size) == ("open", pytest.approx(4 + 8**0.5))
    assert hole.place is not None
    assert max(abs(np.array(hole.place))) == pytest.approx(1)
    assert (found.watertight, found.volume_mm3, found.centre_of_gravity_mm) == (False, None, None)
    assert len(refusal_reasons(found)) == 1


def test_a_part_turned_inside_out_is_refused_with_its_negative_volume() -> None:
    found = examine_mesh(inverted(ball()), None, 1)
    assert found.watertight
    assert found.volume_mm3 is not None
    assert found.volume_mm3 < 0
    assert [finding.code for finding in found.findings] == ["inside_out"]


@pytest.mark.parametrize(("x", "turns"), [(0.0, 1), (9.9, 1), (10.1, 0), (1e4, 0)])
def test_a_ball_goes_round_what_is_in_it_once(x: float, turns: int) -> None:
    point = np.array([x, 0.3, 0.2])
    assert mesh_faults.winding_number(facets_of(ball()), point) == pytest.approx(turns, abs=1e-9)
    assert mesh_faults.winding_number(facets_of(inverted(ball())), point) == pytest.approx(-turns, abs=1e-9)
    assert mesh_faults.winding_number(facets_of(ball()), point) == pytest.approx(
        igl.winding_number(ball().vertices, ball().faces, point[None])[0]
    )


def test_one_facet_turned_over_is_refused() -> None:
    mesh = ball()
    mesh.faces[7] = mesh.faces[7][::-1]
    found = examine_mesh(mesh, None, 1)
    assert not found.winding_consistent
    assert "winding" in {finding.code for finding in found.findings}
    assert refusal_reasons(found)


def test_a_surface_that_cuts_itself_is_refused_at_the_place() -> None:
    mesh = ball()
    top = mesh.vertices[:, 2].argmax()
    mesh.vertices[top] = (0, 0, -15)
    found = examine_mesh(mesh, None, 1)
    assert (found.self_intersecting, found.watertight, found.solids) == (True, True, 1)
    assert "self_intersecting" in {finding.code for finding in found.findings}


def test_two_bodies_where_one_is_stated_are_refused() -> None:
    pair = together(ball(), ball(at=(40, 0, 0)))
    assert codes(pair) == {"bodies"}
    assert codes(pair, solids=2) == set()


def test_overlapping_bodies_are_refused_even_where_two_are_stated() -> None:
    assert codes(together(ball(), ball(at=(15, 0, 0))), solids=2) == {"self_intersecting"}


def test_a_body_inside_another_is_refused_even_where_two_are_stated() -> None:
    assert codes(together(ball(10), ball(3)), solids=2) == {"nested"}


def test_a_closed_hollow_counts_as_a_body() -> None:
    found = examine_mesh(together(ball(10), inverted(ball(3))), None, 1)
    assert [finding.code for finding in found.findings] == ["bodies"]
    assert found.volume_mm3 == pytest.approx(ball(10).volume - ball(3).volume)


@pytest.mark.parametrize("at", [(2, 2, 0), (2, 2, 2)], ids=["along an edge", "in a corner"])
def test_bodies_that_only_touch_are_not_one(at: tuple[float, float, float]) -> None:
    assert codes(together(block(), block(at=at), weld=True)) >= {"bodies"}


def test_an_edge_with_four_facets_is_refused() -> None:
    found = examine_mesh(together(block(), block(at=(2, 2, 0)), weld=True), None, 2)
    edge = next(finding for finding in found.findings if finding.code == "not_manifold")
    assert (edge.place, edge.size) == ((1, 1, 0), 2)
    assert not found.watertight


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_corners_that_are_no_numbers_are_refused_without_sizes(value: float) -> None:
    mesh = ball()
    mesh.vertices[5, 1] = value
    found = examine_mesh(mesh, None, 1)
    assert [finding.code for finding in found.findings] == ["not_finite"]
    assert (found.watertight, found.volume_mm3, found.area_mm2, found.bounds_mm) == (False, None, None, None)
    assert refusal_reasons(found)


def test_an_empty_mesh_is_refused() -> None:
    assert codes(trimesh.Trimesh()) == {"empty"}


def test_a_mesh_of_nothing_but_collapsed_triangles_is_refused() -> None:
    assert codes(trimesh.Trimesh([[0, 0, 0], [1, 0, 0]], [[0, 1, 1]], process=False)) == {"empty"}


def test_a_brep_of_two_solids_where_one_is_stated_is_refused() -> None:
    pair = cq.Compound.makeCompound([cq.Solid.makeBox(1, 1, 1), cq.Solid.makeBox(1, 1, 1, cq.Vector(5, 0, 0))])
    assert codes(mesh_shape(pair), pair) == {"solids", "bodies"}
    assert codes(mesh_shape(pair), pair, solids=2) == set()


def test_an_invalid_brep_is_refused_although_its_mesh_is_closed() -> None:
    bow = cq.Wire.makePolygon([(0, 0), (2, 2), (2, 0), (0, 2)], close=True, forConstruction=False)
    crossed = cq.Solid.extrudeLinear(bow, [], cq.Vector(0, 0, 1))
    found = examine_mesh(block(), crossed, 1)
    assert found.valid is False
    assert "not_valid" in {finding.code for finding in found.findings}
    assert refusal_reasons(found)


def test_a_mesh_of_another_solid_is_refused_with_the_difference() -> None:
    plain, bored = cq.Workplane().box(10, 10, 10), cq.Workplane().box(10, 10, 10).faces(">Z").workplane().hole(2)
    mesh_shape(bored.val())
    found = examine_mesh(mesh_shape(plain.val()), bored.val(), 1)
    (finding,) = found.findings
    assert (finding.code, finding.size) == ("volume", pytest.approx(10 * pi, rel=0.05))


def test_a_finding_of_less_weight_lets_the_part_through() -> None:
    found = examine_mesh(ball(), None, 1)
    doubtful = replace(found, findings=(Finding("thin", "warning", "A wall is thin.", place=(0, 0, 0), size=0.4),))
    assert refusal_reasons(doubtful) == []


def test_a_finding_reads_as_json_and_as_a_problem() -> None:
    finding = Finding("open", "refusal", "The mesh is open.", "Close it.", (1, 2, 3), 4.0)
    assert finding.as_dict()["place"] == [1, 2, 3]
    assert Finding("empty", "refusal", "Empty.").as_dict()["place"] is None
    assert str(finding.as_problem()) == "The mesh is open. Close it."
