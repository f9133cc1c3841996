from math import cos, pi, radians, sin, sqrt

import pytest
from support.dxf_drawings import drawing, plate, read, refusal

from configurator.kernel.outlines.limits import TOLERANCE_MM

VERSIONS = ["R12", "R2000", "R2004", "R2007", "R2010", "R2013", "R2018"]


def warnings(found):
    return " ".join(each.message for each in found.warnings)


@pytest.mark.parametrize("form", ["asc", "bin"])
@pytest.mark.parametrize("version", VERSIONS)
def test_lines_arcs_and_circles_of_every_version_are_read_exactly(version, form):
    document, space = drawing(version)
    space.add_line((10, 0), (90, 0))
    space.add_arc((90, 20), 20, -90, 90)
    space.add_line((10, 40), (90, 40))
    space.add_arc((10, 20), 20, 90, 270)
    space.add_circle((50, 20), 6)
    found, outline = read(document, "mm" if version == "R12" else "", form)
    assert (outline.width, outline.height, found.unit) == (120, 40, "mm")
    assert outline.area == pytest.approx(80 * 40 + pi * 400 - pi * 36, rel=1e-9)
    assert [(each.centre, each.diameter) for each in outline.circles] == [((60, 20), 12)]
    assert (found.warnings, found.left_out) == ((), ())


@pytest.mark.parametrize("version", ["R12", "R2010"])
def test_polylines_with_bulges_are_arcs(version):
    document, space = drawing(version)
    # A half circle to the left, a quarter to the right, and a point set twice.
    points = [(0, 0, 0), (60, 0, 1), (60, 30, 0), (60, 30, 0), (10, 30, -(sqrt(2) - 1)), (0, 20, 0)]
    if version == "R12":
        space.add_polyline2d(points, format="xyb", close=True)
    else:
        space.add_lwpolyline(points, format="xyb", close=True)
    _, outline = read(document, "mm" if version == "R12" else "")
    assert outline.area == pytest.approx(60 * 30 + pi * 225 / 2 - pi * 100 / 4, rel=1e-6)


@pytest.mark.parametrize(
    ("code", "unit", "factor"), [(1, "in", 25.4), (5, "cm", 10), (6, "m", 1000), (9, "mil", 0.0254)]
)
def test_the_stated_unit_is_taken(code, unit, factor):
    document, space = drawing(unit=code)
    side = 50 / factor
    space.add_lwpolyline([(0, 0), (side, 0), (side, side), (0, side)], close=True)
    found, outline = read(document)
    assert (outline.width, found.unit) == (50, unit)
    assert refusal(document, unit="mm", field="unit") == f"The file states {unit}, not mm."


@pytest.mark.parametrize("version", ["R12", "R2010"])
def test_without_a_unit_it_is_asked_for_with_the_sizes_that_come_of_it(version):
    document, _ = plate(version, unit=0)
    message = refusal(document, unit="", field="unit")
    assert "in mm 100 × 50 mm, in inches 2,540 × 1,270 mm or in cm 1,000 × 500 mm" in message
    found, outline = read(document, "cm")
    assert (found.unit, outline.width) == ("cm", 1000)


def test_px_is_no_unit_of_a_dxf():
    assert "does not say in which unit" in refusal(plate(unit=0)[0], unit="px", field="unit")
    assert "is no unit of a drawing" in refusal(plate(unit=0)[0], unit="furlong", field="unit")


def test_a_unit_in_which_no_part_is_drawn_is_refused():
    assert "$INSUNITS 19" in refusal(plate(unit=19)[0], unit="")


def test_blocks_are_put_in_their_places_scaled_turned_and_mirrored():
    document, space = plate()
    block = document.blocks.new("BORE", base_point=(1, 1))
    block.add_circle((1, 1), 2)
    block.add_lwpolyline([(4, 0, 0), (8, 0, 1), (8, 4, 0), (4, 4, 0)], format="xyb", close=True)
    space.add_blockref("BORE", (20, 20))
    space.add_blockref("BORE", (60, 20), dxfattribs={"xscale": -1, "yscale": 1})
    space.add_blockref("BORE", (80, 20), dxfattribs={"rotation": 90, "xscale": 1.5, "yscale": 1.5})
    _, outline = read(document)
    assert [each.diameter for each in outline.circles] == [4, 4, 6]
    assert [each.centre for each in outline.circles] == [(20, 20), (60, 20), (80, 20)]
    one = pi * 4 + 16 + pi * 2
    assert outline.area == pytest.approx(5000 - one * (1 + 1 + 1.5**2), rel=1e-6)


def test_blocks_within_blocks_and_rows_of_blocks_are_followed():
    document, space = plate()
    document.blocks.new("HOLE").add_circle((0, 0), 1)
    document.blocks.new("PAIR").add_blockref("HOLE", (0, 0))
    document.blocks.get("PAIR").add_blockref("HOLE", (0, 10), dxfattribs={"xscale": 2, "yscale": 2})
    rows = {"row_count": 2, "row_spacing": 20, "column_count": 3, "column_spacing": 25}
    space.add_blockref("PAIR", (20, 8), dxfattribs=rows)
    _, outline = read(document)
    assert sorted(each.diameter for each in outline.circles) == [2] * 6 + [4] * 6
    assert outline.area == pytest.approx(5000 - 6 * pi * 5, rel=1e-6)


def test_a_circle_scaled_in_one_direction_is_an_ellipse_to_a_hundredth():
    document, space = plate()
    document.blocks.new("HOLE").add_circle((0, 0), 1)
    space.add_blockref("HOLE", (50, 25), dxfattribs={"xscale": 20, "yscale": 10})
    found, outline = read(document)
    assert "1 curve (ellipse, spline or Bezier) became arcs, true to 0.01 mm" in warnings(found)
    assert _strays(outline.holes[0], 50, 25, 20, 10) <= TOLERANCE_MM
    assert outline.area == pytest.approx(5000 - pi * 200, abs=0.5 * TOLERANCE_MM * 97)


def _strays(loop, x, y, across, up):
    """mm by which a loop's corners and middles stray from an ellipse, to the first order."""
    places = [place for each in loop.segments for place in (each.start, each.middle)]
    shares = [(((px - x) / across) ** 2 + ((py - y) / up) ** 2, px, py) for px, py in places]
    slopes = [2 * sqrt((px - x) ** 2 / across**4 + (py - y) ** 2 / up**4) for _, px, py in shares]
    return max(abs(share - 1) / slope for (share, _, _), slope in zip(shares, slopes, strict=True))


@pytest.mark.parametrize(("across", "ratio", "turn"), [(20, 0.5, 0), (20, 0.1, 30), (15, 0.99, 77), (0.5, 0.4, 10)])
def test_ellipses_become_arcs_true_to_a_hundredth(across, ratio, turn):
    document, space = plate()
    axis = across * cos(radians(turn)), across * sin(radians(turn))
    space.add_ellipse((50, 25), axis, ratio)
    found, outline = read(document)
    perimeter = outline.holes[0].perimeter
    assert -outline.holes[0].area == pytest.approx(pi * across**2 * ratio, abs=TOLERANCE_MM * perimeter / 2)
    assert len(outline.holes[0].segments) < 60
    assert "became arcs" in warnings(found)


def test_an_ellipse_with_equal_axes_is_a_circle():
    document, space = plate()
    space.add_ellipse((50, 25), (0, 6), 1)
    found, outline = read(document)
    assert outline.circles[0].diameter == 12
    assert found.warnings == ()


def test_splines_become_arcs_true_to_a_hundredth_and_it_is_said():
    document, space = drawing()
    # The parabola y = x (10 - x) / 5 as a spline of the second degree, and its chord.
    space.add_open_spline([(0, 0), (5, 10), (10, 0)], degree=2)
    space.add_line((0, 0), (10, 0))
    found, outline = read(document)
    assert outline.area == pytest.approx(100 / 3, abs=0.01 * 25 / 2)
    assert outline.height == pytest.approx(5, abs=TOLERANCE_MM)
    assert "became arcs" in warnings(found)


@pytest.mark.parametrize("kind", ["closed", "rational", "through points"])
def test_closed_rational_and_fitted_splines_are_read(kind):
    document, space = plate()
    points = [(40, 20), (60, 20), (60, 35), (40, 35)]
    if kind == "closed":
        space.add_spline().set_closed([(x, y, 0) for x, y in points])
    elif kind == "rational":
        space.add_rational_spline([(40, 20), (60, 20), (60, 35), (40, 20)], [1, 2, 1, 1])
    else:
        space.add_spline([*points, points[0]])
    _, outline = read(document)
    assert len(outline.holes) == 1
    assert 20 < -outline.holes[0].area < 500


def test_a_circle_that_a_program_wrote_as_splines_is_a_circle_again():
    document, space = plate()
    _add_spline_circle(space, 50, 25, 20)
    found, outline = read(document)
    assert outline.circles[0].diameter == 40
    assert "4 Bezier curves with the handles of a circle became its arc" in warnings(found)


def _add_spline_circle(space, x, y, radius):
    handle = 0.5522847 * radius
    for turn in range(4):
        c, s = round(cos(turn * pi / 2)), round(sin(turn * pi / 2))
        points = [(radius, 0), (radius, handle), (handle, radius), (0, radius)]
        space.add_open_spline([(x + c * a - s * b, y + s * a + c * b) for a, b in points])


def test_what_is_no_outline_is_left_out_and_told():
    document, space = plate()
    space.add_text("PART")
    space.add_mtext("part")
    space.add_point((5, 5))
    space.add_xline((5, 5), (1, 0))
    space.add_hatch()
    space.add_linear_dim((0, 60), (0, 0), (100, 0)).render()
    document.layout().add_circle((1, 1), 1)
    found, outline = read(document)
    assert outline.area == 5000
    left = ("1 construction line", "1 dimension", "1 hatch pattern", "1 object in paper space", "1 point", "2 texts")
    assert found.left_out == left


def test_layers_that_are_off_frozen_not_plotted_or_for_construction_are_left_out_and_told():
    document, space = plate()
    document.layers.add("OFF").off()
    document.layers.add("FROZEN").freeze()
    document.layers.add("SILENT", plot=False)
    document.appids.add("LibreCad")
    document.layers.add("HELP").set_xdata("LibreCad", [(1070, 1)])
    for layer in ("OFF", "FROZEN", "SILENT", "HELP", "Defpoints", "FROZEN"):
        space.add_circle((50, 25), 5, dxfattribs={"layer": layer})
    space.add_circle((50, 25), 6, dxfattribs={"invisible": 1})
    found, outline = read(document)
    assert outline.area == 5000
    assert found.left_out == (
        "1 object on the layer Defpoints, which is not plotted",
        "2 objects on the layer FROZEN, which is frozen",
        "1 object on the layer HELP, which is for construction",
        "1 object on the layer OFF, which is off",
        "1 object on the layer SILENT, which is not plotted",
        "1 object, hidden",
    )


def test_several_layers_are_taken_together_and_told():
    document, space = plate()
    document.layers.add("BORES")
    space.add_circle((50, 25), 5, dxfattribs={"layer": "BORES"})
    found, _ = read(document)
    assert "These layers are taken together: 0 (4), BORES (1)." in warnings(found)


def test_lines_that_are_drawn_twice_count_once_and_it_is_told():
    document, space = plate()
    space.add_line((100, 0), (0, 0))
    found, outline = read(document)
    assert outline.area == 5000
    assert "1 line is drawn twice" in warnings(found)


def test_a_line_without_a_length_is_left_out_and_told():
    document, space = plate()
    space.add_line((100, 0), (100, 0))
    assert read(document)[0].left_out == ("1 line shorter than 0.001 mm",)


@pytest.mark.parametrize(("gap", "told"), [(0.0005, False), (0.004, True)])
def test_small_gaps_are_closed_and_told_where_they_are_no_roundings(gap, told):
    document, space = drawing()
    for start, end in (((0, 0), (40, 0)), ((40 + gap, 0), (40, 30)), ((40, 30), (0, 30)), ((0, 30), (0, 0))):
        space.add_line(start, end)
    found, outline = read(document)
    assert outline.area == pytest.approx(1200, abs=0.1)
    assert bool(found.warnings) is told


def test_mirrored_frames_are_followed():
    document, space = drawing()
    # As AutoCAD writes what was mirrored: z points down, so that x counts to the left.
    space.add_lwpolyline(
        [(0, 0, 0), (-40, 0, -1), (-40, 20, 0), (0, 20, 0)],
        format="xyb",
        close=True,
        dxfattribs={"extrusion": (0, 0, -1)},
    )
    space.add_circle((-15, 10), 4, dxfattribs={"extrusion": (0, 0, -1)})
    _, outline = read(document)
    assert outline.width == 50
    assert outline.circles[0].centre == (15, 10)


def test_the_same_outline_in_another_order_and_from_another_start_has_the_same_text():
    one, space = drawing()
    space.add_lwpolyline([(0, 0, 0), (60, 0, 1), (60, 30, 0), (0, 30, 0)], format="xyb", close=True)
    space.add_circle((30, 15), 5)
    other, space = drawing()
    space.add_arc((530, 115), 5, 40, 170)
    space.add_line((500, 130), (500, 110))
    space.add_arc((560, 115), 15, 20, 90)
    space.add_arc((530, 115), 5, 170, 40)
    space.add_line((500, 100), (560, 100))
    space.add_line((500, 110), (500, 100))
    space.add_arc((560, 115), 15, -90, 20)
    space.add_line((560, 130), (500, 130))
    assert read(one)[0].text == read(other)[0].text


def test_no_word_of_the_library_reaches_its_log(caplog):
    document, space = plate()
    space.add_line((1, 1), (1, 1), dxfattribs={"layer": "no such"})
    # A reference to a block that is not there, and a line without an end: it mends both, and says so.
    space.add_blockref("MISSING", (0, 0))
    read(document)
    assert [each for each in caplog.records if each.name == "ezdxf"] == []
