"""Drawings and quality sheets as files: the same bytes for the same part, and what other programs read in them."""

import io
from dataclasses import replace

import ezdxf
import pytest
from pypdf import PdfReader
from support.drawings import part_of

from configurator import catalogue
from configurator.domain.parts.drafting import Drafting
from configurator.kernel.drawing import draw_sheet
from configurator.kernel.drawing.dxf import write_dxf
from configurator.kernel.drawing.pdf import write_pdf
from configurator.kernel.export.quality_sheet import make_quality_sheet
from configurator.kernel.export.report import measured_dimension
from templates_cad._template import TEMPLATE as TO_COPY

WISH = Drafting("mjf-pa12", "2026-11-26")
# Of a DIMENSION: between two lines, and by three points.
ANGULAR = (2, 5)


@pytest.fixture(scope="module", params=["grommet", "foot_orthosis", "cable_clip"])
def part(request):
    template = TO_COPY if request.param == "cable_clip" else catalogue.find(request.param)
    given = {"rearfoot_posting": 5.0, "forefoot_posting": -4.0} if request.param == "foot_orthosis" else {}
    return part_of(template, template.parameters(**given))


def read(text):
    return ezdxf.read(io.StringIO(text))


@pytest.mark.parametrize("unit", ["mm", "in"])
def test_a_cad_program_measures_what_was_asked(part, unit):
    wish = Drafting("mjf-pa12", "2026-11-26", unit=unit)
    document = read(write_dxf(draw_sheet(part, wish), unit))
    assert document.audit().errors == [] and document.audit().fixes == []
    assert document.header["$INSUNITS"] == {"in": 1, "mm": 4}[unit]
    asked = {round(each.dimension.nominal / (25.4 if unit == "in" else 1), 3) for each in part.measurements}
    angles = {abs(each.dimension.nominal) for each in part.measurements if each.dimension.kind == "angle"}
    found = document.modelspace().query("DIMENSION")
    assert len(found) >= 5
    for each in found:
        size = each.get_measurement()
        assert min(abs(size - one) for one in asked | angles) < 2e-3


def test_tolerances_are_told_to_programs_and_to_people(part):
    for each in read(write_dxf(draw_sheet(part, WISH), "mm")).modelspace().query("DIMENSION"):
        if each.dimtype not in ANGULAR and each.dxf.text != "<>":
            assert f"±{each.override().get('dimtp'):g}" in each.dxf.text


def test_hidden_lines_are_dashed_and_centre_lines_chained(part):
    document = read(write_dxf(draw_sheet(part, WISH), "mm"))
    layers = {each.dxf.layer for each in document.modelspace()}
    assert {"VISIBLE", "HIDDEN", "DIMENSIONS", "NUMBERS", "WORDS", "FRAME"} <= layers
    assert document.layers.get("HIDDEN").dxf.linetype == "HIDDEN"
    assert document.linetypes.has_entry("CENTRE")


def test_the_same_drawing_has_the_same_bytes(part):
    one, other = (draw_sheet(part, WISH) for _ in range(2))
    assert write_pdf(one, "x") == write_pdf(other, "x")
    assert write_dxf(one, "mm") == write_dxf(other, "mm")


def test_the_order_of_classes_does_not_depend_on_the_process(part):
    text = write_dxf(draw_sheet(part, WISH), "mm")
    section = text.split("CLASSES", 1)[1].split("ENDSEC", 1)[0].split("\n")
    names = [
        name
        for kind, code, name in zip(section, section[1:], section[2:], strict=False)
        if (kind, code) == ("CLASS", "  1")
    ]
    used = [name for name in names if name in read(text).entitydb.dxf_types_in_use()]
    assert used and used == sorted(used)


def test_another_date_is_another_drawing(part):
    later = Drafting("mjf-pa12", "2026-11-27")
    assert write_pdf(draw_sheet(part, WISH), "x") != write_pdf(draw_sheet(part, later), "x")


def test_a_drawing_is_one_page_with_its_font_in_it(part):
    page = PdfReader(io.BytesIO(write_pdf(draw_sheet(part, WISH), "x"))).pages
    assert len(page) == 1
    fonts = page[0]["/Resources"]["/Font"].values()
    assert all("DejaVu" in each.get_object()["/BaseFont"] for each in fonts)
    text = page[0].extract_text()
    assert part.design.code in text and "±" in text


def test_a_quality_sheet_has_each_size_with_its_number_its_limits_and_what_the_mesh_measures(part):
    sheet = make_quality_sheet(part, WISH)
    assert sheet == make_quality_sheet(part, WISH)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(sheet)).pages)
    for number, each in enumerate(part.measurements, 1):
        name = each.dimension.name.replace("_", " ").capitalize()
        assert f"{number} {name}" in text
        # As the report has it, to a tenth of a micrometre.
        assert f"{round(each.measured, 4):.3f}".replace("-", "−") in text
    assert part.design.code in text and "Inspector" in text


def test_a_quality_sheet_in_inches_has_mm_beneath(part):
    sheet = make_quality_sheet(part, Drafting("mjf-pa12", "2026-11-26", unit="in"))
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(sheet)).pages)
    for each in map(measured_dimension, part.measurements):
        if each.kind != "angle":
            assert f"{each.measured / 25.4:.4f} {each.measured:.3f} mm" in text
    assert "Sizes in inches, with mm beneath" in text


def test_sheets_say_where_the_part_sits_where_the_order_does(part):
    sits = replace(WISH, installation="Sits: Cabin, out of the sun. Touched by: none.")
    for write in (make_quality_sheet, lambda *given: write_pdf(draw_sheet(*given), "x")):
        pages = (PdfReader(io.BytesIO(write(part, each))).pages[0] for each in (sits, WISH))
        said, unsaid = (" ".join(page.extract_text().split()) for page in pages)
        assert sits.installation in said and "Sits:" not in unsaid


def test_without_an_offer_limits_come_with_the_order(part):
    text = PdfReader(io.BytesIO(make_quality_sheet(part, Drafting()))).pages[0].extract_text()
    assert "No offer is named" in text
