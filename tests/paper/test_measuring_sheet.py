"""The sheet to print: on one page of its paper, every measured field with room to write, and the way back."""

import numpy as np
import pytest
from pypdfium2 import PdfDocument
from reportlab.graphics.shapes import String
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth

from configurator import catalogue
from configurator.domain.parts.parameters import schema_extra
from configurator.paper.measuring_drawing import measuring_drawing
from configurator.paper.measuring_sheet import DRAWING_WIDTH, measured_fields, measuring_sheet
from configurator.paper.typeface import load_fonts

load_fonts()
TEMPLATES = list(catalogue.templates().values())
ADDRESS = "http://localhost:8000/parts/grommet"


def words(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in PdfDocument(pdf))


DRAWINGS_A_PAGE = 6


@pytest.mark.parametrize(("paper", "size"), [("A4", A4), ("Letter", LETTER)])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_every_measured_field_has_its_line_and_room_to_write(template, paper, size):
    pdf = measuring_sheet(template, ADDRESS, "mm", paper)
    pages = PdfDocument(pdf)
    assert pages[0].get_size() == pytest.approx(size, abs=0.1)
    # Four drawings a page, or up to six by their height; remarks need less than one.
    count = max(1, len(measured_fields(template, "mm")))
    assert -(-count // 6) <= len(pages) <= -(-(count + 1) // 4)
    text = words(pdf)
    for name, field in template.parameters.model_fields.items():
        if schema_extra(field, "measured"):
            assert field.title in text and name in template.measuring
    # Two readings of each, for each side.
    sides = 2 if "side" in template.parameters.model_fields else 1
    assert text.count("1st") == text.count("2nd") == sides * len(measured_fields(template, "mm"))


@pytest.mark.parametrize(("unit", "other"), [("mm", "in"), ("in", "mm")])
def test_the_unit_stands_behind_each_place_to_write(unit, other):
    lines = words(measuring_sheet(catalogue.find("foot_orthosis"), "", unit)).split()
    # Five fields, two sides, two readings; "in" is a word as well.
    assert lines.count(unit) >= 20 and lines.count(other) < 3


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.id)
def test_the_words_of_its_drawings_are_2_5_mm_high_lie_in_them_and_not_on_others(template):
    for line in template.measuring.values():
        figure = line.figure
        drawing = measuring_drawing(line, DRAWING_WIDTH)
        scale, (left, low, right, high) = DRAWING_WIDTH / figure.size[0], figure.box
        strings = [each for each in drawing.contents if isinstance(each, String)]
        assert len(strings) == len(figure.words) + len(line.mark.words)
        assert all(each.fontSize * scale >= 2.5 * mm for each in strings)
        boxes = [word_box(each) for each in strings]
        assert all(left <= a and low <= b and c <= right and d <= high for a, b, c, d in boxes)
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def word_box(string):
    """Left, low, right and high of its ink, but for what letters go below their line by a quarter of their height."""
    width = stringWidth(string.text, string.fontName, string.fontSize)
    left = string.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[string.textAnchor] * width
    return left, string.y - 0.25 * string.fontSize, left + width, string.y + 0.8 * string.fontSize


def test_there_is_room_for_remarks():
    assert words(measuring_sheet(catalogue.find("grommet"), "")).count("REMARKS") == 1


def test_equal_sheets_have_equal_bytes():
    grommet = catalogue.find("grommet")
    assert measuring_sheet(grommet, ADDRESS) == measuring_sheet(grommet, ADDRESS)


def test_its_code_is_of_its_address_and_without_one_there_is_none():
    grommet = catalogue.find("grommet")
    sheets = [measuring_sheet(grommet, each) for each in ("", ADDRESS, ADDRESS + "?unit=in")]
    none, one, other = (np.asarray(PdfDocument(each)[0].render().to_pil())[32:60, -90:-35] for each in sheets)
    assert (none == 255).all() and not (one == 255).all() and not (one == other).all()
    assert "http" not in words(sheets[0]) and ADDRESS in words(sheets[1])


def test_what_is_prescribed_asks_for_a_patients_code_and_a_car_part_does_not():
    assert "PATIENT, BY A CODE" in words(measuring_sheet(catalogue.find("foot_orthosis"), ""))
    assert "PATIENT" not in words(measuring_sheet(catalogue.find("grommet"), ""))


def test_what_has_to_be_said_beside_the_sizes_is_there_to_tick():
    text = words(measuring_sheet(catalogue.find("toe_spacer"), ""))
    assert "Between toes, tick one:" in text and all(each in text for each in ("1-2", "2-3", "3-4", "4-5"))
    assert "tick one" not in words(measuring_sheet(catalogue.find("foot_orthosis"), ""))
