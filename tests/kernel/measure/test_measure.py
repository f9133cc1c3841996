from __future__ import annotations

import cadquery as cq
import numpy as np
import pytest
import trimesh

from configurator.domain.errors import Failed
from configurator.domain.parts.dimensions import Diameter, Distance, Girth, X, Z
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.geometry.facets import facets_of
from configurator.kernel.measure import measure
from templates_cad import grommet

WIDTH = Distance(name="width", nominal=3, tolerance=0.1, axis=X)
BORE = Diameter(name="bore", nominal=3, tolerance=0.1, centre=(0, 0, 0), role="bore")
WAIST = Girth(name="waist", nominal=3, tolerance=0.1, origin=(0, 0, 90), normal=Z)


@pytest.fixture
def block() -> trimesh.Trimesh:
    return trimesh.creation.box((3, 4, 5))


def test_measurements_come_in_the_order_of_the_dimensions(block: trimesh.Trimesh) -> None:
    height = Distance(name="height", nominal=5, tolerance=0.1, axis=Z)
    found = measure(block, [height, WIDTH])
    assert [(each.dimension.name, each.measured) for each in found] == [("height", 5), ("width", 3)]


def test_no_dimensions_give_no_measurements(block: trimesh.Trimesh) -> None:
    assert measure(block, []) == ()


def test_every_dimension_that_cannot_be_measured_is_named_by_its_title(block: trimesh.Trimesh) -> None:
    with pytest.raises(Failed) as caught:
        measure(block, [WIDTH, BORE, WAIST], {"bore": "Cable diameter"})
    first, second = caught.value.problems
    assert (first.fields, first.severity) == (("bore",), "refusal")
    assert first.message.startswith("Cable diameter could not be measured: there is nothing round")
    assert second.message.startswith("waist could not be measured")
    assert first.hint


def test_measuring_leaves_the_mesh_as_it_was(block: trimesh.Trimesh) -> None:
    before = block.vertices.copy(), block.faces.copy()
    measure(block, [WIDTH])
    assert np.array_equal(before[0], block.vertices)
    assert np.array_equal(before[1], block.faces)


def test_a_mesh_with_corners_that_are_no_numbers_gives_no_number(block: trimesh.Trimesh) -> None:
    block.vertices[3, 1] = np.nan
    with pytest.raises(Failed, match="not numbers"):
        measure(block, [WIDTH])


def test_an_empty_mesh_gives_no_number() -> None:
    with pytest.raises(Failed, match="empty"):
        measure(trimesh.Trimesh(), [WIDTH])


@pytest.mark.parametrize("preset", grommet.TEMPLATE.presets)
def test_a_template_is_proven_by_its_own_dimensions(preset: str) -> None:
    parameters = grommet.TEMPLATE.presets[preset]
    found = measure(mesh_shape(grommet.build(parameters).val()), grommet.dimensions(parameters))
    assert all(each.ok for each in found)
    assert [each.measured for each in found] == pytest.approx([each.dimension.nominal for each in found], abs=1e-4)


@pytest.mark.parametrize("sections", [12, 40, 100])
def test_the_sagitta_of_a_cylinders_facets_is_that_of_the_circle(sections: int) -> None:
    facets = facets_of(trimesh.creation.cylinder(radius=10, height=20, sections=sections))
    sides = np.flatnonzero(np.abs(facets.normals[:, 2]) < 0.5)
    angle = 2 * np.pi / sections
    expected = 10 * (1 - np.cos(angle / 2)) if angle < 0.5 else 0
    assert facets.sagittas[sides] == pytest.approx(np.full(len(sides), expected), rel=1e-6)


@pytest.mark.parametrize("chord", [0.01, 0.05, 0.25])
def test_a_bend_of_our_own_meshes_is_no_edge(chord: float) -> None:
    facets = facets_of(mesh_shape(cq.Workplane().circle(30).extrude(20).val(), chord))
    sides = np.flatnonzero(np.abs(facets.normals[:, 2]) < 0.5)
    turns = np.unique(np.round(np.degrees(np.arctan2(*facets.normals[sides, 1::-1].T)), 3))
    expected = 30 * (1 - np.cos(np.pi / len(turns)))
    assert facets.sagittas[sides] == pytest.approx(np.full(len(sides), expected), rel=1e-3)


def test_flat_facets_have_no_sagitta() -> None:
    facets = facets_of(trimesh.creation.box((3, 4, 5)).subdivide())
    assert facets.sagittas == pytest.approx(0)
