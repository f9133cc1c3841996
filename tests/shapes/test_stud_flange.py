"""The flange on studs against discs and taut bands, drawn apart from it."""

from math import cos, pi, sin

import pytest
from shapely import Point, union_all

from configurator.shapes.stud_flange import StudFlange

FLANGES = {
    "two": StudFlange(18, 20, 6, 3, 2, 6.6, 66),
    "three, wide": StudFlange(30, 32, 5, 3, 3, 6.6, 90),
    "four, far": StudFlange(20, 22, 8, 3, 4, 8.8, 130),
    "two, with a fillet": StudFlange(18, 20, 6, 3, 2, 6.6, 66, fillet=2),
}


def plan(flange):
    """The disc and a band from it round each boss, or one round all bosses that stand far out; and the holes."""
    turns = [2 * pi * number / flange.holes for number in range(flange.holes)]
    places = [(flange.circle / 2 * cos(turn), flange.circle / 2 * sin(turn)) for turn in turns]
    bosses = [Point(place).buffer(flange.hole / 2 + flange.rim, quad_segs=200) for place in places]
    disc = Point(0, 0).buffer(flange.outside + flange.rim, quad_segs=400)
    holes = union_all([Point(place).buffer(flange.hole / 2, quad_segs=200) for place in places])
    hull = union_all(bosses).convex_hull
    return hull if hull.contains(disc) else union_all([(boss | disc).convex_hull for boss in bosses]), holes


@pytest.mark.parametrize("name", FLANGES)
def test_its_faces_are_those_of_a_disc_with_bands_round_its_studs(name):
    flange = FLANGES[name]
    whole, holes = plan(flange)
    level = {round(face.Center().z, 6): face.Area() for face in flange.faces() if abs(face.normalAt().z) > 0.5}
    expected = {
        height: (whole - holes).area - pi * radius**2
        for height, radius in ((0.0, flange.inside), (flange.thickness, flange.outside + flange.fillet))
    }
    assert level == pytest.approx(expected, rel=1e-4)
    sides = sum(face.Area() for face in flange.faces() if abs(face.normalAt().z) < 0.5)
    assert sides == pytest.approx((whole.length + holes.length) * flange.thickness, rel=1e-4)
