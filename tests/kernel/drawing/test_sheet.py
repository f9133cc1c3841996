"""The whole sheet: every size once, nothing over anything else, and the numbers that an inspector holds to."""

import io
from dataclasses import replace

import ezdxf
import numpy as np
import pytest
from support import drawings
from support.built_parts import preset_part, presets, random_designs, random_part
from support.drawings import part_of

from configurator import catalogue
from configurator.domain.offers.inspection_limits import inspection_limits
from configurator.domain.offers.offer_suitability import suitable_offers
from configurator.domain.offers.offers import OFFERS
from configurator.domain.parts.drafting import Drafting
from configurator.domain.parts.templates import Section
from configurator.kernel.drawing import draw_sheet
from configurator.kernel.drawing.callouts import make_callouts
from configurator.kernel.drawing.dxf import write_dxf
from configurator.kernel.drawing.lettering import words_box

LETTERED = [each for each in presets() if "grommet" in each.id or "clip" in each.id]


def drafting(template, parameters, **wishes):
    return Drafting(next(iter(suitable_offers(template, parameters)), ""), "2026-11-26", **wishes)


@pytest.fixture(scope="module")
def grommet():
    template = catalogue.find("grommet")
    return part_of(template, template.parameters())


def check(part, wishes, reads_dxf=True):
    sheet = draw_sheet(part, wishes)
    assert drawings.faults(sheet) == []
    assert drawings.numbers(sheet) == list(range(1, len(part.measurements) + 1))
    # That takes longer than the drawing.
    assert not reads_dxf or ezdxf.read(io.StringIO(write_dxf(sheet, wishes.unit))).audit().errors == []


@pytest.mark.parametrize(("template", "name"), presets())
def test_a_preset_is_drawn_with_every_size_once_and_nothing_over_anything(template, name, size):
    check(preset_part(template.id, name), drafting(template, template.presets[name]), reads_dxf=size(False, True))


@pytest.mark.parametrize(("template", "seed"), random_designs())
def test_so_is_whatever_else_can_be_made(template, seed):
    part = random_part(template.id, seed)
    wishes = {"projection": ("first", "third")[seed], "unit": ("mm", "in")[seed]}
    check(part, drafting(template, part.parameters, **wishes))


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_paper_can_be_named(grommet, paper):
    sheet = draw_sheet(grommet, Drafting(paper=paper))
    assert sheet.paper == paper
    assert drawings.faults(sheet) == []


def test_a_larger_sheet_shows_the_part_larger(grommet):
    small, large = (draw_sheet(grommet, Drafting(paper=paper)) for paper in ("A4", "A3"))
    assert large.scale > small.scale


def test_limits_are_those_that_the_inspector_holds_to(grommet):
    for each in make_callouts(grommet.measurements, Drafting("sls-pa12")):
        size = each.measurement.dimension
        least, greatest = inspection_limits(size.kind, size.nominal, size.tolerance, OFFERS["sls-pa12"])
        assert each.tolerance == pytest.approx((greatest - least) / 2, abs=0.006)
        assert each.text.endswith(f"±{each.tolerance:g}")


def test_an_angle_has_no_limits_where_the_process_states_none():
    template = catalogue.find("foot_orthosis")
    part = part_of(template, template.parameters(rearfoot_posting=4.0, forefoot_posting=-2.0))
    texts = {each.title: each.text for each in make_callouts(part.measurements, Drafting("mjf-pa12"))}
    assert (texts["Rearfoot posting"], texts["Forefoot posting"]) == ("4° varus", "−2° valgus")


def test_inches_are_told_so_closely_that_their_limits_are_those_of_the_quality_sheet(grommet):
    (first, *_) = make_callouts(grommet.measurements, Drafting("sls-pa12", unit="in"))
    assert first.text == "Ø0.5512 ±0.0131"


def words(sheet):
    return [each.text for figure in sheet.figures for each in figure.words]


def test_the_block_says_what_it_is_and_of_what(grommet):
    sheet = draw_sheet(grommet, Drafting("mjf-tpu", "2026-11-26"))
    said = words(sheet)
    for each in (
        "Cable grommet",
        grommet.design.code,
        grommet.design.digest,
        "2026-11-26",
        "TPU, BASF Ultrasint TPU01",
        "MJF, bead-blasted",
        "mm",
        f"{sheet.scale:g}:1",
    ):
        assert each in said


def test_the_notes_tell_what_no_size_tells(grommet):
    said = " ".join(words(draw_sheet(grommet, Drafting("mjf-tpu"))))
    assert "General tolerance: ±(0.3 mm + 0.2 % of the size); the limits told are this and the model's own." in said
    assert "0.4 mm × 45°" in said
    assert f"The code {grommet.design.code} is not on the part: label the bag." in said
    assert "1  Groove diameter" in said


def test_a_drawing_in_inches_tells_mm_in_its_notes_and_beside_the_names(grommet):
    said = " ".join(words(draw_sheet(grommet, Drafting("mjf-tpu", unit="in"))))
    assert "Chamfer 0.016 in (0.4 mm) × 45°" in said
    (first, *_) = grommet.measurements
    assert f"1  Groove diameter ({first.dimension.nominal:g} mm)" in said


def test_a_right_one_is_drawn_as_the_left_one_in_a_mirror():
    template = catalogue.find("foot_orthosis")
    left, right = (part_of(template, template.parameters(side=side)) for side in ("left", "right"))
    sheets = [draw_sheet(each, Drafting("mjf-pa12")) for each in (left, right)]
    assert sheets[0].scale == sheets[1].scale
    assert extents(sheets[0])[:-1] == pytest.approx(extents(sheets[1])[:-1], abs=0.5)


def extents(sheet):
    """Width and height of what is seen in each of the views, the isometric last."""
    seen = [[each.points for each in figure.strokes if each.style == "visible"] for figure in sheet.figures]
    return np.array([np.ptp(np.concatenate(each), axis=0) for each in seen if each])


def test_the_smallest_grommet_fills_its_sheet():
    part = preset_part("grommet", "smallest")
    sheet = draw_sheet(part, drafting(part.template, part.parameters))
    # It is 10.4 mm wide: at 2:1 three views would leave four fifths of the sheet empty.
    assert (sheet.paper, sheet.scale) == ("A4", 5.0)


def test_a_section_that_looks_as_the_side_view_takes_its_place():
    template = catalogue.find("grommet")
    cut = replace(template, sections=lambda p: [Section(origin=(0, 0, 0), normal=(-1, 0, 0))])
    part = replace(part_of(template, template.parameters()), template=cut)
    sheet = draw_sheet(part, drafting(template, template.parameters()))
    assert drawings.faults(sheet) == []
    # Title block, notes, frame, three views and the isometric.
    assert len(sheet.figures) == 7


@pytest.mark.parametrize(
    ("template", "name"), [each for each in presets() if "grommet" in each.id or "clip" in each.id]
)
def test_no_label_touches_the_letter_of_a_cutting_plane(template, name):
    sheet = draw_sheet(preset_part(template.id, name), drafting(template, template.presets[name]))
    letters = [
        words_box(each) for figure in sheet.figures for each in figure.words if each.bold and len(each.text) == 1
    ]
    labels = [drawings.label(size.label) for figure in sheet.figures for size in figure.sizes]
    # In mm on paper: clear of each other at arm's length.
    assert all(letter.distance(label) >= 1.0 for letter in letters for label in labels)
