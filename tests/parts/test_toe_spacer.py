"""The toe spacer: each size follows its parameter, free or with a loop, and all its edges are round."""

from math import pi

import numpy as np
import pytest

from configurator.domain.measures.sheets import read_values
from configurator.kernel.build.brep_mesh import mesh_shape
from configurator.kernel.measure import measure
from configurator.services.designs.configure import configure
from templates_cad.toe_spacer import TEMPLATE, ToeSpacer, notes

LOOP = {"loop": "lateral", "toe_girth": 52.0, "height": 26.0}


def mesh_of(**values):
    return mesh_shape(TEMPLATE.build(ToeSpacer(**values)))


def measured(**values):
    found = measure(mesh_of(**values), TEMPLATE.dimensions(ToeSpacer(**values)))
    assert [each.dimension.name for each in found if not each.ok] == []
    return {each.dimension.name: each.measured for each in found}


def configured(**values):
    return configure(TEMPLATE, read_values(ToeSpacer, {"side": "left", "between": "1-2"} | values))


@pytest.mark.parametrize(
    ("before", "field", "value", "name", "change"),
    [
        ({}, "neck", 8.0, "neck", 1.0),
        ({}, "dorsal_end", 12.5, "dorsal_end", 1.5),
        ({}, "plantar_end", 13.5, "plantar_end", 1.5),
        ({}, "height", 27.0, "height", 3.0),
        ({}, "spacer_length", 24.0, "length", 4.0),
        (LOOP, "toe_girth", 56.0, "loop_girth", 4.0),
        (LOOP, "loop_clearance", 6.0, "loop_girth", 2.0),
        (LOOP, "loop_wall", 2.0, "over_loop", -0.5),
        (LOOP, "neck", 8.0, "neck", 1.0),
        ({**LOOP, "plantar_end": 14.0}, "plantar_end", 15.0, "over_plantar_end", 0.5),
    ],
)
def test_a_size_follows_its_parameter(before, field, value, name, change):
    moved = measured(**{**before, field: value})[name] - measured(**before)[name]
    assert moved == pytest.approx(change, abs=0.06)


def test_the_neck_between_broad_ends_is_read_across_its_hollows():
    """Where facets lean by several degrees."""
    assert measured(neck=14.8, dorsal_end=24.6, plantar_end=24.8, height=29.9)["neck"] == pytest.approx(14.8, abs=0.06)


def test_the_largest_rod_through_the_loop_has_its_girth():
    """By the hole's vertices about their own middle, which shares nothing with the tape."""
    values = ToeSpacer(**LOOP)
    mesh = mesh_of(**LOOP)
    middle = np.array([values.neck / 2 + 56 / (2 * pi), 13.0])
    inside = np.hypot(*(mesh.vertices[:, 1:] - middle).T).min()
    assert 2 * pi * inside == pytest.approx(56, abs=0.3)


@pytest.mark.parametrize("values", [{}, LOOP])
def test_no_edge_is_sharp(values):
    """Facets that meet at more than half a right angle would be an edge."""
    assert np.degrees(mesh_of(**values).face_adjacency_angles).max() < 40


def test_the_loop_is_on_the_side_of_its_toe():
    lateral, medial = (mesh_of(**{**LOOP, "loop": side}).bounds for side in ("lateral", "medial"))
    assert lateral[1][1] > 20 > -lateral[0][1]
    assert -medial[0][1] > 20 > medial[1][1]
    assert any("round toe 2" in each for each in notes(ToeSpacer(**LOOP)))
    assert any("round toe 1" in each for each in notes(ToeSpacer(**{**LOOP, "loop": "medial"})))


@pytest.mark.parametrize("values", [{}, LOOP])
def test_a_stretched_part_is_found_out(values):
    mesh = mesh_of(**values)
    mesh.apply_translation([0, 0, -values.get("height", 24.0) / 2])
    mesh.apply_scale(1.02)
    mesh.apply_translation([0, 0, values.get("height", 24.0) / 2])
    found = measure(mesh, TEMPLATE.dimensions(ToeSpacer(**values)))
    assert [each.dimension.name for each in found if each.ok] == []


def test_what_cannot_be_is_refused_by_name():
    for values, field in (
        ({"spacer_length": 40}, "spacer_length"),
        ({"plantar_end": 5, "neck": 7}, "plantar_end"),
        ({"dorsal_end": 22}, "dorsal_end"),
        ({"height": 40}, "height"),
        ({**LOOP, "toe_girth": 100}, "toe_girth"),
        ({**LOOP, "loop_wall": 4, "neck": 3}, "neck"),
    ):
        refused = configured(**values)
        assert refused.design is None, values
        assert any(field in each.fields and each.hint for each in refused.problems)


def test_what_a_podiatrist_would_ask_is_asked():
    assert any("comfortable" in each.message for each in configured(gap=5, neck=7).problems)
    assert any("constrict" in each.message for each in configured(**LOOP, loop_clearance=1).problems)
