"""Cutting files: read back by this program's own reader, and refused for what no cutter makes."""

import io

import cadquery as cq
import ezdxf
import pytest

from configurator.domain.errors import Refused
from configurator.domain.parts.outlines import parse_outline
from configurator.formats import check_formats
from configurator.kernel.export.cut_dxf import cutting_file
from configurator.kernel.outlines.reading import read_outline
from templates_cad import flange_gasket, flat_gasket, grommet

SHEETS = [
    pytest.param(template, each, id=f"{template.id}-{name}")
    for template in (flat_gasket.TEMPLATE, flange_gasket.TEMPLATE)
    for name, each in template.presets.items()
]


def file_of(template, parameters):
    return cutting_file(template.build(parameters).val())


@pytest.mark.parametrize(("template", "parameters"), SHEETS)
def test_it_is_read_back_at_true_size_in_mm(template, parameters):
    outline = read_outline(file_of(template, parameters).encode(), "part.dxf")
    assert outline.unit == "mm" and outline.left_out == ()
    area = template.build(parameters).val().Volume() / parameters.thickness
    assert parse_outline(outline.text).area == pytest.approx(area, rel=1e-5)


@pytest.mark.parametrize("example", [flat_gasket.CARBURETTOR, flat_gasket.COVER])
def test_a_drawing_that_was_sent_comes_back_to_the_letter(example):
    p = flat_gasket.FlatGasket(shape=example)
    assert read_outline(file_of(flat_gasket.TEMPLATE, p).encode(), "part.dxf").text == p.shape


def test_each_tool_has_its_layer_and_every_circle_and_arc_is_one():
    p = flange_gasket.TEMPLATE.presets["twin choke"]
    document = ezdxf.read(io.StringIO(file_of(flange_gasket.TEMPLATE, p)))
    drawn = [(each.dxf.layer, each.dxftype()) for each in document.modelspace()]
    assert drawn.count(("CUT_HOLES", "CIRCLE")) == 6
    assert (drawn.count(("CUT_OUTER", "LINE")), drawn.count(("CUT_OUTER", "ARC"))) == (4, 4)
    assert len(drawn) == 14


def test_whole_circles_long_arcs_and_straight_slots_of_other_parts_are_followed_too():
    plate = cq.Workplane().rect(60, 40).extrude(3).faces(">Z").workplane().slot2D(20, 8).cutThruAll()
    keyhole = cq.Workplane().moveTo(-3, 4).threePointArc((0, -5), (3, 4)).close().extrude(3)
    for part in (plate, keyhole, cq.Workplane().circle(9).circle(4).extrude(2)):
        outline = parse_outline(read_outline(cutting_file(part.val()).encode(), "part.dxf").text)
        thick = part.val().BoundingBox().zlen
        assert outline.area == pytest.approx(part.val().Volume() / thick, rel=1e-4)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (cq.Workplane().rect(20, 20).extrude(3).faces(">Z").edges().chamfer(0.5), "even thickness"),
        (cq.Workplane().rect(20, 20).extrude(3).faces(">Z").workplane().circle(4).extrude(2), "even thickness"),
        (cq.Workplane().ellipse(20, 10).extrude(3), "even thickness"),
        (cq.Workplane().sphere(5), "even thickness"),
    ],
)
def test_what_is_no_sheet_is_refused_with_a_hint(part, why):
    with pytest.raises(Refused, match=why) as caught:
        cutting_file(part.val())
    (problem,) = caught.value.problems
    assert problem.fields == ("formats",) and "step" in problem.hint


def test_it_is_offered_for_flat_sheets_alone():
    check_formats(["stl", "cut_dxf"], flat_gasket.TEMPLATE)
    check_formats(["stl", "dxf"], grommet.TEMPLATE)
    with pytest.raises(Refused, match="Cable grommet is not"):
        check_formats(["stl", "cut_dxf"], grommet.TEMPLATE)
