"""Sizes between features on the sheet and in the DXF file, as a machinist reads them."""

import io

import ezdxf
import numpy as np
import pytest
from support import drawings, features
from support.drawings import part_of

from configurator.domain.parts.drafting import Drafting
from configurator.kernel.drawing import draw_sheet
from configurator.kernel.drawing.dxf import write_dxf
from templates_cad import grommet

TEXTS = {
    "flange": {
        "3x Ø8.5 ±0.1", "PCD 52 ±0.1", "M10x1.5, 16 deep, drill Ø8.5 ±0.1", "20 ±0.1 deep", "4 ±0.1 deep", "26 ±0.1",
    },
    "bracket": {"R6 ±0.1", "Ø8 ±0.1", "6.8 ±0.1", "6 ±0.1", "0.8 ±0.1 raised", "20°", "12 ±0.1"},
}  # fmt: skip


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "mirrored"])
def parts(request):
    flange = features.template(features.flange, features.flange_dimensions, request.param)
    bracket = features.template(features.bracket, features.bracket_dimensions, request.param)
    return {"flange": part_of(flange, grommet.Grommet()), "bracket": part_of(bracket, grommet.Grommet())}


@pytest.fixture(scope="module")
def sheets(parts):
    return {name: draw_sheet(part, Drafting()) for name, part in parts.items()}


@pytest.mark.parametrize("name", TEXTS)
def test_every_size_is_on_the_sheet_once_and_nothing_over_anything(parts, sheets, name):
    assert drawings.faults(sheets[name]) == []
    assert drawings.numbers(sheets[name]) == list(range(1, len(parts[name].measurements) + 1))
    assert {size.label.text for size in sizes(sheets[name])} == TEXTS[name]


def sizes(sheet):
    return [size for figure in sheet.figures for size in figure.sizes]


def size(sheet, name):
    return next(each for each in sizes(sheet) if each.callout.measurement.dimension.name == name)


@pytest.mark.parametrize("name", TEXTS)
def test_a_cad_program_measures_the_same_sizes(sheets, name):
    document = ezdxf.read(io.StringIO(write_dxf(sheets[name], "mm")))
    assert document.audit().errors == []
    entities = [each for each in document.modelspace() if each.dxftype() == "DIMENSION"]
    measured = sorted(round(each.get_measurement(), 3) for each in entities)
    asked = sorted(each.callout.nominal for each in sizes(sheets[name]) if each.kind != "note")
    assert measured == pytest.approx(asked, abs=2e-3)


def test_the_pitch_circle_is_dash_dotted_through_the_holes(sheets):
    circle = size(sheets["flange"], "hole_circle")
    centre, radius = circle.marks[0], 26 * sheets["flange"].scale
    rings = [stroke.points for stroke in strokes(sheets["flange"], "centre") if len(stroke.points) > 4]
    assert len(rings) == 1
    assert np.linalg.norm(rings[0] - centre, axis=1) == pytest.approx(radius, abs=0.01)


def strokes(sheet, style):
    return [stroke for figure in sheet.figures for stroke in figure.strokes if stroke.style == style]


def test_a_thread_is_three_quarters_of_a_thin_circle_outside_of_its_drilled_hole(sheets):
    sheet = sheets["flange"]
    thread = size(sheet, "thread")
    assert thread.kind == "diameter"
    arcs = [
        stroke.points
        for stroke in strokes(sheet, "thin")
        if len(stroke.points) > 4
        and np.allclose(np.linalg.norm(stroke.points - thread.marks[0], axis=1), 5 * sheet.scale, atol=0.01)
    ]
    assert len(arcs) == 1
    length = np.linalg.norm(np.diff(arcs[0], axis=0), axis=1).sum()
    assert 0.7 < length / (2 * np.pi * 5 * sheet.scale) < 0.76


def test_a_thread_is_as_long_in_the_section_as_it_is_deep(sheets):
    section = next(each for each in sheets["flange"].figures if any(s.style == "hatch" for s in each.strokes))
    lines = [stroke.points for stroke in section.strokes if stroke.style == "thin" and len(stroke.points) == 2]
    lengths = [np.linalg.norm(line[1] - line[0]) / sheets["flange"].scale for line in lines]
    assert sum(abs(length - 16) < 0.01 for length in lengths) == 2


def test_equal_holes_are_told_once(sheets):
    assert sum("8.5" in each.label.text for each in sizes(sheets["flange"])) == 2


def test_a_radius_is_pointed_at_through_its_centre(sheets):
    corner = size(sheets["bracket"], "corner")
    assert corner.kind == "radius"
    assert np.linalg.norm(corner.marks[1] - corner.marks[0]) == pytest.approx(6 * sheets["bracket"].scale, abs=0.01)


def test_the_round_of_a_d_is_told_where_it_is_a_circle(sheets):
    assert size(sheets["bracket"], "bore").kind == "diameter"
    assert size(sheets["bracket"], "across_flat").kind == "linear"


def test_an_axis_leans_from_the_normal_of_its_face(sheets):
    lean = size(sheets["bracket"], "lean")
    assert lean.kind == "angular"
    legs = lean.marks[1:3] - lean.marks[0]
    turns = np.degrees(np.arctan2(legs[:, 1], legs[:, 0]))
    assert abs(turns[1] - turns[0]) == pytest.approx(20, abs=0.01)


def test_in_inches_signs_and_words_stay(parts):
    texts = {each.label.text for each in sizes(draw_sheet(parts["flange"], Drafting(unit="in")))}
    assert {"3x Ø0.3346 ±0.0039", "PCD 2.0472 ±0.0039", "0.1575 ±0.0039 deep"} <= texts
