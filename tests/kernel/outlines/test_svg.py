from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.dxf_drawings import refusal

from configurator.domain.parts.outlines import parse_outline
from configurator.kernel.outlines.reading import read_outline

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PAGE = 'width="200mm" height="100mm" viewBox="0 0 200 100"'
PLATE = '<rect x="10" y="10" width="100" height="50"/>'


def svg(body=PLATE, page=PAGE, before=""):
    return f'<?xml version="1.0"?>{before}<svg {HEAD} {page}>{body}</svg>'.encode()


def read(body=PLATE, page=PAGE, unit="", before=""):
    found = read_outline(svg(body, page, before), "part.svg", unit)
    return found, parse_outline(found.text)


def path(data):
    return f'<path d="{data}"/>'


def text(data):
    return read(path(data))[0].text


@pytest.mark.parametrize(
    ("page", "width", "unit"),
    [
        (PAGE, 100, "mm"),
        ('width="20cm" height="10cm" viewBox="0 0 200 100"', 100, "cm"),
        ('width="8in" height="4in" viewBox="0 0 800 400"', 25.4, "in"),
        ('width="144pt" height="72pt" viewBox="0 0 144 72"', 100 * 25.4 / 72, "pt"),
        # No viewBox: elements count in px, 96 to the inch, as the page's own size does.
        ('width="200mm"', 100 * 25.4 / 96, "mm"),
        # The page is wider than the box: nothing is stretched.
        ('width="400mm" height="100mm" viewBox="0 0 200 100"', 100, "mm"),
        ('width="200mm" viewBox="-50 -50 400 100"', 50, "mm"),
    ],
)
def test_the_size_is_that_of_the_page(page, width, unit):
    found, outline = read(page=page)
    assert outline.width == pytest.approx(width, abs=1e-4)
    assert (found.unit, found.warnings) == (unit, ())


def test_a_page_that_is_stretched_stretches():
    page = 'width="400mm" height="100mm" viewBox="0 0 200 100" preserveAspectRatio="none"'
    _, outline = read(page=page)
    assert (outline.width, outline.height) == (200, 50)


@pytest.mark.parametrize(
    "page", ["", 'width="200" height="100"', 'width="200px"', 'width="100%" viewBox="0 0 200 100"']
)
def test_px_say_nothing_of_a_size_and_are_asked_for(page):
    message = refusal(svg(page=page), "part.svg", unit="", field="unit")
    assert "in px 26.46 × 13.23 mm, in mm 100 × 50 mm or in inches 2,540 × 1,270 mm" in message
    assert read(page=page, unit="mm")[1].width == 100
    assert read(page=page, unit="px")[1].width == pytest.approx(26.4583, abs=1e-4)


def test_another_unit_than_that_of_the_page_is_refused():
    assert refusal(svg(), "part.svg", unit="in", field="unit") == "The file states mm, not in."


def test_y_points_down_on_a_page_and_up_here():
    assert text("M 0 0 H 30 V 10 H 10 Z") == "M 0 10 L 10 0 L 30 0 L 30 10 Z"


def test_rectangles_circles_ellipses_and_polygons_have_their_areas():
    shapes = (
        '<rect x="0" y="0" width="100" height="60" rx="8"/><circle cx="20" cy="20" r="5"/>'
        '<ellipse cx="60" cy="30" rx="10" ry="5"/><polygon points="80,10 90,10 90,20 80 20"/>'
        '<polyline points="80,40 90,40 90,50 80,40"/><rect x="30" y="10" width="10" height="8" rx="3" ry="2"/>'
    )
    _, outline = read(shapes)
    inner = 25 * pi + 50 * pi + 100 + 50 + (80 - (4 - pi) * 6)
    assert outline.area == pytest.approx(6000 - (4 - pi) * 64 - inner, abs=0.3)
    assert [each.diameter for each in outline.circles] == [10]


SQUARE = "M 0 0 L 10 0 L 10 10 L 0 10 Z"


@pytest.mark.parametrize(
    "data",
    [
        "M0 0H10V10H0Z", "m0,0h10v10h-10z", "M0,0 10,0 10,10 0,10z", "m 0 0 10 0 0 10 -10 0 z",
        "M0 0L10 0 10 10 0 10 0 0",
        "M1e1.0e1H0V10H10z", "M0 0 L10 0 L10 10 L0 10 L0 0 Z", "M.0.0L10.0.0L10 10L0 10Z",
        "M0 0C0 0 10 0 10 0S10 10 10 10 0 10 0 10Z",
    ],
)  # fmt: skip
def test_all_ways_to_write_a_square_are_one_square(data):
    assert text(data) == SQUARE


@pytest.mark.parametrize(
    "data",
    ["M0 5A5 5 0 0 1 10 5A5 5 0 0 1 0 5Z", "M0 5a5 5 0 1010 0 5 5 0 10-10 0z", "M5 0a5 5 0 0 1 0 10 5 5 0 0 1 0-10",
     "M0 5A3 3 0 0 1 10 5 3 3 0 0 1 0 5Z", "M5 0A5 5 77 1 1 4.999999 0Z"],
)  # fmt: skip
def test_all_ways_to_write_a_circle_are_one_circle(data):
    outline = read(path(data))[1]
    assert outline.area == pytest.approx(25 * pi, abs=1e-3)
    assert outline.outer.circle.diameter == pytest.approx(10, abs=2e-4)


@given(st.floats(1, 60), st.floats(1, 60), st.floats(0, 360), st.booleans(), st.booleans())
def test_arcs_of_ellipses_end_where_they_are_told_and_keep_their_areas(across, up, tilt, large, left):
    # An arc and its counterpart that closes the ellipse are all of it.
    flags, rest = f"{int(large)} {int(left)}", f"{int(not large)} {int(left)}"
    ends = "140 50", "140.5 50.3"
    data = f"M{ends[0]}A{across} {up} {tilt} {flags} {ends[1]}A{across} {up} {tilt} {rest} {ends[0]}Z"
    outline = read(path(data))[1]
    assert outline.area == pytest.approx(pi * across * up, abs=0.01 * outline.perimeter)


@pytest.mark.parametrize(
    "data", ["M0 0Q5 10 10 0Z", "M0 0q5 10 10 0z", "M0 0C3.3333333 6.6666667 6.6666667 6.6666667 10 0Z"]
)
def test_curves_have_their_areas(data):
    # A parabola over 10 mm, 5 mm high: two thirds of its box.
    found, outline = read(path(data))
    assert outline.area == pytest.approx(100 / 3, abs=0.05)
    assert "1 curve" in found.warnings[0].message


def test_smooth_curves_mirror_the_handle_before_them():
    long = "M0 0C2 8 8 8 10 0C12 -8 18 -8 20 0L20 30L0 30Z"
    assert text("M0 0C2 8 8 8 10 0S18 -8 20 0V30H0Z") == text(long)
    assert text("M0 0Q5 10 10 0T20 0V30H0Z") == text("M0 0Q5 10 10 0Q15 -10 20 0V30H0Z")


@pytest.mark.parametrize(
    ("transform", "width", "height"),
    [
        ("translate(5)", 100, 50), ("translate(5,-7)", 100, 50), ("scale(0.5)", 50, 25), ("scale(0.5 2)", 50, 100),
        ("rotate(90)", 50, 100), ("rotate(90 3 4)", 50, 100), ("matrix(0 1 -1 0 3 3)", 50, 100), ("skewX(45)", 150, 50),
        ("skewY(45)", 100, 150), ("scale(-1,1) translate(3)", 100, 50), ("rotate(45)rotate(45),scale(.5)", 25, 50),
    ],
)  # fmt: skip
def test_transforms_are_followed(transform, width, height):
    _, outline = read(f'<g transform="{transform}">{PLATE}</g>')
    assert (outline.width, outline.height) == (pytest.approx(width, abs=1e-4), pytest.approx(height, abs=1e-4))


def test_a_circle_under_a_skew_is_an_ellipse_with_its_area():
    circle = '<circle cx="40" cy="30" r="10" transform="matrix(1 0 0.5 1.5 -10 -10)"/>'
    found, outline = read(circle)
    assert outline.area == pytest.approx(1.5 * 100 * pi, abs=0.3)
    assert "became arcs" in found.warnings[0].message


def test_clones_stand_where_they_are_used():
    clones = '<use href="#b" x="30" y="30"/><use xlink:href="#b" transform="translate(60 30) scale(2)"/>'
    body = f'<defs><circle id="b" r="4"/></defs>{PLATE}{clones}'
    assert [each.diameter for each in read(body)[1].circles] == [8, 16]


def test_what_is_hidden_or_no_outline_is_left_out_and_told():
    hidden = (
        '<g style="display:none"><circle r="3"/><path d="M0 0"/></g><rect visibility="hidden" width="3" height="3"/>'
    )
    other = '<text>A</text><image href="x.png"/><defs><circle r="9"/></defs><use href="#none"/><title>t</title>'
    found, outline = read(f"{PLATE}{hidden}{other}")
    assert outline.area == 5000
    assert found.left_out == ("1 copy of what is no outline", "1 image", "3 objects, hidden", "1 text")


def test_layers_of_inkscape_are_named_and_hidden_ones_left_out():
    space = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
    layers = (
        f'<g {space} inkscape:groupmode="layer" inkscape:label="Cut">{PLATE}</g>'
        f'<g {space} inkscape:groupmode="layer" inkscape:label="Bores"><circle cx="50" cy="30" r="5"/></g>'
        f'<g {space} inkscape:groupmode="layer" inkscape:label="Help" style="display:none"><circle r="9"/></g>'
    )
    found, _ = read(layers)
    assert "These layers are taken together: Bores (1), Cut (4)." in found.warnings[0].message
    assert found.left_out == ("1 object, hidden with the layer Help",)


def test_a_document_type_without_entities_is_harmless():
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert read(before=doctype)[1].width == 100


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (path("M0 0L"), "wrong at its character 6"),
        (path("0 0"), "wrong at its character 1"),
        (path("M0 0 A5 5 0 2 1 9 9"), "wrong at its character 13"),
        (path("M0 0 Z 5 5"), "wrong at its character 8"),
        (path("M0 0 L nan 3"), "wrong at its character 8"),
        ('<circle r="5em"/>', "the length '5em'"),
        ('<g transform="spin(3)"><circle r="5"/></g>', "the transform 'spin(3)'"),
        ('<polygon points="1 2 3"/>', "an odd number of coordinates"),
        ('<polygon points="1 a"/>', "where numbers belong"),
        ("<text>A</text>", "It holds no lines and curves, only 1 text."),
        (path("M0 0 H 10 V 10"), "The outline is open: a gap of 14.1421 mm between x "),
        ('<circle r="4" transform="scale(1 0)"/>', "without a width"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_place(body, said):
    assert said in refusal(svg(body), "part.svg", unit="")
