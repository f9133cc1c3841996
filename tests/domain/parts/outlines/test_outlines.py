import random
from math import pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.outline_shapes import circle, polygon, redrawn, rounded_plate, slot

from configurator.domain.parts.outlines import Circle, Outline, canonical, outline_text, parse_outline
from configurator.domain.parts.outlines.faults import sound_outline

SEEDS = st.integers(0, 10**9)
PLATE = "M 0 5 A 5 5 0 0 1 5 0 L 75 0 A 5 5 0 0 1 80 5 L 80 35 A 5 5 0 0 1 75 40 L 5 40 A 5 5 0 0 1 0 35 Z"
_ARC = "A 4.25 4.25 0 0 0"
BORE = f"M 15.75 20 {_ARC} 20 24.25 {_ARC} 24.25 20 {_ARC} 20 15.75 {_ARC} 15.75 20 Z"


def random_shapes(seed):
    """An outer shape somewhere, with a hole or none, and its area by closed forms."""
    chance = random.Random(seed)
    width, height = chance.uniform(30, 200), chance.uniform(30, 200)
    kind = chance.choice(["plate", "circle", "slot", "polygon"])
    if kind == "plate":
        radius = chance.uniform(0.5, 14)
        outer, area = rounded_plate(width, height, radius), width * height - (4 - pi) * radius**2
    elif kind == "circle":
        width = height = max(width, 40)
        outer, area = circle(width / 2, width / 2, width / 2, chance.uniform(0, 6)), pi * width**2 / 4
    elif kind == "slot":
        radius = max(height / 2, 16)
        outer, area = slot(width / 2, height / 2, width, radius), 2 * radius * width + pi * radius**2
    else:
        outer, area = polygon((0, 0), (width, -3), (width + 7, height), (3, height + 5)), None
    radius, length = chance.uniform(0.3, 6), chance.uniform(1, 5)
    x, y = width / 2, height / 2
    hole = chance.choice([None, circle(x, y, radius, 1.0, -1), slot(x, y, length, radius)])
    if hole and area:
        area -= pi * radius**2 + (2 * radius * length if len(hole) > 1 else 0)
    return [outer, hole] if hole else [outer], area


def read(shapes, seed, place=(0, 0)):
    return sound_outline([each.moved(*place) for each in redrawn(shapes, seed)])


@given(SEEDS, SEEDS, st.tuples(st.floats(-500, 500), st.floats(-500, 500)))
def test_the_same_shape_has_one_text_whatever_its_start_order_direction_division_and_place(shape, hand, place):
    shapes, _ = random_shapes(shape)
    assert outline_text(read(shapes, hand, place)) == outline_text(read(shapes, hand + 1))


@given(SEEDS, SEEDS)
def test_a_text_describes_its_outline_and_the_one_form_stays_as_it_is(shape, hand):
    outline = read(random_shapes(shape)[0], hand)
    assert parse_outline(outline_text(outline)) == outline
    assert canonical(outline) == outline


@given(SEEDS, SEEDS)
def test_areas_are_those_of_the_closed_forms(shape, hand):
    shapes, area = random_shapes(shape)
    outline = read(shapes, hand)
    if area is not None:
        assert outline.area == pytest.approx(area, abs=outline.perimeter * 2e-4)


@given(SEEDS)
def test_roundings_of_what_was_drawn_do_not_add_up(seed):
    """Random lines and arcs of any turn, as a file has them, and no shape that is known."""
    chance = random.Random(seed)
    square = ((0, 0), (40, 0), (40, 40), (0, 40))
    corners = [(x + chance.uniform(-5, 5), y + chance.uniform(-5, 5)) for x, y in square]
    text = "M {} {}".format(*corners[0])
    for x, y in corners[1:] + corners[:1]:
        radius = chance.uniform(26, 300)
        text += chance.choice([f" L {x} {y}", f" A {radius} {radius} 0 0 1 {x} {y}"])
    outline = parse_outline(f"{text} Z")
    assert parse_outline(outline_text(outline)) == outline


def test_a_text_is_written_as_it_is_promised():
    outline = parse_outline(f"{BORE} {PLATE}")
    assert outline_text(outline) == f"{PLATE} {BORE}"


def test_numbers_have_no_trailing_zeros_no_negative_zero_and_four_decimals():
    text = outline_text(parse_outline("M -10.00001 -0.00001 L 10.12344 0 L 10 20.5000 L -10 20.50 Z"))
    assert text == "M 0 0 L 20.1234 0 L 20 20.5 L 0 20.5 Z"


def test_another_rotation_is_another_outline():
    lying, standing = "M 0 0 L 20 0 L 20 10 L 0 10 Z", "M 0 0 L 10 0 L 10 20 L 0 20 Z"
    assert parse_outline(lying) != parse_outline(standing)


def test_one_ten_thousandth_is_told_apart():
    assert parse_outline("M 0 0 L 20 0 L 20 10 L 0 10 Z") != parse_outline("M 0 0 L 20.0001 0 L 20 10 L 0 10 Z")


def test_holes_follow_by_their_least_corners():
    one, other = "M 5 5 L 5 6 L 6 6 L 6 5 Z", "M 2 7 L 2 8 L 3 8 L 3 7 Z"
    outer = "M 0 0 L 10 0 L 10 10 L 0 10 Z"
    assert outline_text(parse_outline(f"{one} {outer} {other}")) == f"{outer} {other} {one}"


def test_facts_of_a_plate_with_a_bore():
    outline = parse_outline(f"{PLATE} {BORE}")
    assert (outline.width, outline.height) == (80, 40)
    assert outline.area == pytest.approx(80 * 40 - (4 - pi) * 25 - pi * 4.25**2, rel=1e-12)
    assert outline.perimeter == pytest.approx(2 * 70 + 2 * 30 + 10 * pi + 8.5 * pi, rel=1e-12)
    assert outline.circles == (Circle((20, 20), 8.5),)
    assert len(outline.outer.segments) == 8
    assert [len(each.segments) for each in outline.holes] == [4]
    assert outline.least_gap == pytest.approx(15.75, rel=1e-12)


def test_the_least_gap_is_that_of_the_nearest_two_places():
    # Between a circle about 20, 20 and the corner of a square hole that points at it.
    square = "M 26 26 L 32 26 L 32 32 L 26 32 Z"
    assert parse_outline(f"{PLATE} {BORE} {square}").least_gap == pytest.approx(6 * sqrt(2) - 4.25, rel=1e-12)
    assert parse_outline(PLATE).least_gap is None


@pytest.mark.parametrize("diameter", [1.5875, 0.3, 3.1415, 100.0001])
def test_a_circle_keeps_its_diameter_to_the_ten_thousandth(diameter):
    outline = sound_outline(redrawn([circle(0, 0, 120), circle(1.234567, 2, diameter / 2, 0.3)], 1))
    assert outline.circles[0].diameter == diameter


def test_what_is_nearly_a_circle_is_none():
    radius = 5
    text = f"M 15 20 A {radius} {radius} 0 0 0 20 25 A 5 5 0 0 0 25 20 A 5 5 0 0 0 20 15.002 A 5 5 0 0 0 15 20 Z"
    assert parse_outline(f"{PLATE} {text}").circles == ()


@pytest.mark.parametrize("count", [3, 4, 5, 7])
def test_no_piece_of_an_arc_has_more_than_a_quarter_turn(count):
    outline = sound_outline(redrawn([polygon((0, 0), (60, 0), (60, 60), (0, 60)), slot(30, 30, 8, count)], count))
    assert all(abs(each.turn) <= pi / 2 * 1.001 for loop in outline.loops for each in loop.segments)


def test_a_fine_polygon_stays_one_and_is_no_arc():
    corners = " L ".join(f"{x} {y}" for x, y in ((0, 0), (10, 0), (20, 0.5), (29, 2), (30, 30), (0, 30)))
    outline = parse_outline(f"M {corners} Z")
    assert len(outline.outer.segments) == 6


def test_an_arc_by_more_than_half_a_turn_is_read_whole():
    outline = parse_outline("M 0 0 A 10 10 0 1 1 0 10 Z")
    turn = 2 * pi - pi / 3
    assert outline.area == pytest.approx(50 * (turn + sqrt(3) / 2), rel=1e-5)


def test_an_outline_is_a_value():
    outline = parse_outline(PLATE)
    assert outline == Outline(outline.loops)
    assert hash(outline) == hash(Outline(outline.loops))


@pytest.mark.parametrize(
    ("place", "room"),
    [
        # To the lower edge, to the bore, to a rounded corner, and as far from two edges.
        ((60, 10), 10),
        ((30, 20), 5.75),
        ((3, 3), 5 - sqrt(8)),
        ((60, 20), 20),
        ((20, 20), 0),
        ((0.5, 0.5), 0),
        ((90, 20), 0),
    ],
)
def test_the_room_about_a_place_ends_at_the_nearest_edge(place, room):
    outline = parse_outline(f"{PLATE} {BORE}")
    assert outline.room(place) == pytest.approx(room, abs=1e-9)
    assert outline.holds(place) == (room > 0)
