"""Loops from sizes, against what their areas and boxes must be."""

from math import cos, hypot, pi, sin

import pytest
from support.outline_shapes import hull_area

from configurator.domain.parts.outlines import Circle, band_loop, circle_loop, polygon_loop, rectangle_loop

FLANGES = {
    "two bolts": [Circle((0, 0), 50), Circle((30, 0), 20), Circle((-30, 0), 20)],
    "one within another": [Circle((0, 0), 80), Circle((10, 0), 20), Circle((60, 5), 12)],
    "twice the same": [Circle((0, 0), 30), Circle((0, 0), 30), Circle((0, 40), 30)],
    "three on one line": [Circle((x, 0), 10) for x in (0, 20, 40)],
    "six": [Circle((50 * cos(n * pi / 3), 50 * sin(n * pi / 3)), 16) for n in range(6)],
}


@pytest.mark.parametrize("circles", FLANGES.values(), ids=FLANGES)
def test_a_band_is_the_hull_of_its_circles_without_a_corner(circles):
    loop = band_loop(circles)
    assert loop.area == pytest.approx(hull_area(circles), rel=2e-4)
    for one, other in zip(loop.segments, loop.segments[1:] + loop.segments[:1], strict=True):
        assert hypot(one.end[0] - other.start[0], one.end[1] - other.start[1]) < 1e-9
        assert sin(one.directions[1] - other.directions[0]) == pytest.approx(0, abs=1e-7)


def test_a_band_round_one_circle_is_that():
    assert band_loop([Circle((1, 2), 10), Circle((2, 2), 3)]).circle == Circle((1, 2), 10)
    assert circle_loop(Circle((0, 0), 7)).area == pytest.approx(pi * 3.5**2)


@pytest.mark.parametrize("corner", [0, 0.5, 4, 10])
def test_a_rectangle_has_its_sides_and_corners(corner):
    loop = rectangle_loop(30, 20, corner)
    assert (loop.width, loop.height) == pytest.approx((30, 20))
    assert loop.area == pytest.approx(600 - (4 - pi) * corner**2)


def test_corners_of_a_polygon_are_rounded_outwards_and_inwards():
    corners = [((0, 0), 0), ((30, 0), 4), ((30, 20), 0), ((12, 20), 2), ((12, 8), 3), ((0, 8), 0)]
    loop = polygon_loop(corners)
    square = 30 * 20 - 12 * 12
    outer, inner = (4 - pi) / 4 * (4**2 + 2**2), (4 - pi) / 4 * 3**2
    assert loop.area == pytest.approx(square - outer + inner)
    assert len(loop.segments) == 9
