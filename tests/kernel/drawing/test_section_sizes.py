"""Sizes that a section shows best: girths, walls, bores that are not round, what lies between rounds."""

import numpy as np
import pytest
import shapely
from support.drawings import part_of

from configurator import catalogue
from configurator.domain.parts.drafting import Drafting
from configurator.kernel.drawing import draw_sheet
from configurator.kernel.drawing.lettering import upright_angle

WRIST, KNOB, BADGE = (catalogue.find(each) for each in ("wrist_orthosis", "dash_knob", "badge"))
TITLE_HEIGHT_MM = 3.5


def sheet_of(template, preset):
    return draw_sheet(part_of(template, template.presets[preset]), Drafting())


@pytest.fixture(scope="module")
def wrist():
    return sheet_of(WRIST, "carpal tunnel, right")


@pytest.fixture(scope="module")
def knob():
    return sheet_of(KNOB, "four-wheel drive")


def placed(sheet, name):
    """A size, and the figure that it stands beside."""
    return next(
        (each, figure)
        for figure in sheet.figures
        for each in figure.sizes
        if each.callout.measurement.dimension.name == name
    )


def title(figure):
    return next((each.text for each in figure.words if each.height == TITLE_HEIGHT_MM and "–" in each.text), "")


def lines(figure, style):
    return shapely.multilinestrings(
        [shapely.linestrings(each.points) for each in figure.strokes if each.style == style]
    )


@pytest.mark.parametrize(("name", "section"), [("inner_forearm_girth", "A–A"), ("inner_wrist_girth", "B–B")])
def test_a_girth_inside_points_at_its_section_opposite_of_the_opening(wrist, name, section):
    size, figure = placed(wrist, name)
    assert title(figure) == section
    # On the inside of the wall, as far below the tape across the opening as the arm is deep.
    assert lines(figure, "visible").distance(shapely.Point(size.marks[0])) < 0.01
    (tape,) = [each.points for each in figure.strokes if each.style == "thin"]
    assert size.marks[0][1] < tape[:, 1].min() - 20 * wrist.scale


def test_a_wall_is_between_arrows_in_its_section_and_read_from_the_right(wrist):
    size, figure = placed(wrist, "shell_thickness")
    assert (size.kind, title(figure)) == ("linear", "A–A")
    assert 80 < size.label.angle < 95


@pytest.mark.parametrize(("degrees", "read"), [(0, 0), (60, 60), (90, 90), (93, 93), (-87, 93), (100, -80), (180, 0)])
def test_what_is_nearly_upright_is_read_from_the_right(degrees, read):
    turn = np.radians(degrees)
    assert upright_angle(np.array([np.cos(turn), np.sin(turn)])) == pytest.approx(read)


def test_a_bore_with_a_flat_is_pointed_at_on_its_round_in_a_section_across_it(knob):
    size, figure = placed(knob, "bore")
    assert (size.kind, title(figure)) == ("diameter", "B–B")
    assert lines(figure, "visible").distance(shapely.Point(size.marks[1])) < 0.1


def test_the_centre_lines_of_a_section_reach_as_far_as_what_is_cut(knob):
    _, figure = placed(knob, "bore")
    cut, centre = (np.array(lines(figure, style).bounds) for style in ("visible", "centre"))
    assert (np.abs(cut - centre) < 3.01).all()


def test_no_part_is_drawn_smaller_than_can_be_read_where_a_larger_sheet_has_room():
    # On A4 it would be drawn no larger than it is.
    small = sheet_of(KNOB, "choke")
    assert (small.paper, small.scale) == ("A3", 2.0)


def test_what_lies_between_studs_stands_in_the_section_through_them():
    size, figure = placed(sheet_of(BADGE, "boot lid"), "stud_spacing")
    assert (size.kind, title(figure)) == ("linear", "A–A")
