"""Drawings as LibreCAD 2.2, FreeCAD 0.20 and Inkscape 1.2 wrote them: ours, saved by them."""

from math import pi
from pathlib import Path

import pytest

from configurator.domain.parts.outlines import parse_outline
from configurator.kernel.outlines.reading import read_outline

FOLDER = Path(__file__).parents[2] / "support" / "drawings_of_programs"
# A rectangle of 60 × 30 with a half circle at its right, a bore of 8.5, an ellipse of 12 × 6.
CAD_AREA = 60 * 30 + pi * 15**2 / 2 - pi * 4.25**2 - pi * 6 * 3
# 80 × 40 with corners of 5, a bore of 8.5, an ellipse of 16 × 8, a rectangle of 10 × 8 with a Bezier curve below.
INKSCAPE_AREA = 80 * 40 - (4 - pi) * 25 - pi * 4.25**2 - pi * 8 * 4 - 80 - 10 * 5 * 0.6


def read(name, unit=""):
    found = read_outline((FOLDER / name).read_bytes(), name, unit)
    return found, parse_outline(found.text)


def test_librecad():
    found, outline = read("librecad-2.2.dxf")
    # Two bores that were a block, and a slot of 4 × 10 with round ends that was a polyline with bulges.
    assert outline.area == pytest.approx(CAD_AREA - 2 * pi * 1.5**2 - 40 - pi * 4, abs=0.2)
    assert [each.diameter for each in outline.circles] == [3, 3, 8.5]
    assert found.left_out == ("1 object on the layer AUX, which is for construction", "1 text")
    assert found.unit == "mm"


@pytest.mark.parametrize("name", ["freecad-0.20.dxf", "freecad-0.20.svg"])
def test_freecad(name):
    found, outline = read(name)
    assert (outline.width, outline.height, found.unit) == (75, 30, "mm")
    assert [(each.centre, each.diameter) for each in outline.circles] == [((20, 15), 8.5)]
    # A closed spline of about 67 mm2, which both files have alike.
    assert CAD_AREA - outline.area == pytest.approx(67.7, abs=0.2)


def test_the_six_digits_of_freecad_leave_gaps_that_are_closed_and_told():
    found, outline = read("freecad-0.20-large.dxf")
    assert [each.diameter for each in outline.circles] == [28.575]
    assert "Gaps of up to 0.0015 mm were closed." in [each.message for each in found.warnings]


@pytest.mark.parametrize(
    ("name", "unit", "stray"),
    [
        ("inkscape-1.2.svg", "", 0.1), ("inkscape-1.2-paths.svg", "", 0.1), ("inkscape-1.2-r14.dxf", "mm", 0.2),
        ("inkscape-1.2-r12.dxf", "mm", 2.5),
    ],
)  # fmt: skip
def test_inkscape(name, unit, stray):
    _, outline = read(name, unit)
    assert (outline.width, outline.height) == (80, 40)
    assert outline.area == pytest.approx(INKSCAPE_AREA, abs=stray)
    # In R12 a circle is a polygon.
    assert [each.diameter for each in outline.circles] == ([] if "r12" in name else [8.5])


def test_a_round_corner_of_inkscape_is_an_arc_again():
    assert read("inkscape-1.2-paths.svg")[1].outer == read("inkscape-1.2.svg")[1].outer
