"""Flutes and knurls against closed forms: a core, and what stands on each of its flats."""

from math import acos, cos, pi, sin, tan

import cadquery as cq
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.shapes.booleans import cut, fuse
from configurator.shapes.facet_solid import facet_solid
from configurator.shapes.grips import LAND, MIN_RISE_MM, diamond_knurl, fluted_grip, straight_knurl


def lens(one, other, apart):
    """The area that two circles have in common, by their radii."""
    first = acos((one**2 + apart**2 - other**2) / (2 * one * apart))
    second = acos((other**2 + apart**2 - one**2) / (2 * other * apart))
    return one**2 * (first - sin(2 * first) / 2) + other**2 * (second - sin(2 * second) / 2)


def core_and_flat(diameter, count, depth):
    """Area of the core's section, the breadth of one of its flats, and how far tips stand off it."""
    radius, half = diameter / 2 - depth, pi / count / 2
    return count * radius**2 * sin(2 * half), 2 * radius * sin(half), depth * cos(half)


def straight_volume(diameter, height, count, depth, runout, land):
    """The core, and on it each ridge's land, which stands on a flat of its own, and both sides, triangles."""
    floor, half = diameter / 2 - depth, land * pi / count
    beside, top = pi / count - half, diameter / 2 / cos(half)
    core = count * floor**2 * (sin(2 * half) / 2 + sin(beside))
    foot, tip, rise = 2 * floor * sin(half), 2 * top * sin(half), diameter / 2 - floor * cos(half)
    sides = (top - floor) * floor * sin(beside)
    full = count * ((foot + tip) / 2 * rise + sides) * (height - 2 * runout)
    return core * height + full + 2 * runout * count * ((foot / 3 + tip / 6) * rise + sides * 2 / 3)


def diamond_volume(diameter, height, count, rows, depth, land):
    """Pyramids less their tips, whose ground is a diamond."""
    core, flat, _ = core_and_flat(diameter, count, depth)
    step, radius = height / (2 * rows), diameter / 2 - depth
    cut_off = land / (1 - land) * depth
    pyramid = 2 / 3 * flat * step * (depth + cut_off) * cos(pi / count / 2)
    # Their edges lean less sideways than upwards, as they stand on a round.
    aside = cut_off / (diameter / 2 + cut_off - radius * cos(pi / count)) * radius * sin(pi / count)
    return core * height + count * (2 * rows - 1) * (pyramid - 2 * aside * land * step * cut_off / 3)


@pytest.mark.parametrize(
    ("diameter", "count", "depth", "radius"), [(24, 10, 0.9, 2.4), (12, 6, 0.3, 1), (50, 24, 2, 3)]
)
def test_flutes_take_away_what_their_circles_and_the_grips_have_in_common(diameter, count, depth, radius):
    area = pi * diameter**2 / 4 - count * lens(diameter / 2, radius, diameter / 2 + radius - depth)
    assert sound_volume(fluted_grip(diameter, 15, count, depth, radius)) == pytest.approx(15 * area, rel=2e-3)


def test_bevels_take_the_edges_off_a_fluted_grips_ridges():
    volumes = [sound_volume(fluted_grip(24, 15, 10, 0.9, 2.4, *bevels)) for bevels in ((), (1.0,), (1.0, 0.5))]
    # Of a ring of 45 degrees what flutes leave: those are as wide as half the rim, and deeper than it at the edge.
    crown, foot = volumes[0] - volumes[1], volumes[1] - volumes[2]
    assert 0.3 * pi * (12 - 1 / 3) < crown < pi * (12 - 1 / 3)
    assert 0.3 * pi * 0.25 * (12 - 0.5 / 3) < foot < 0.7 * pi * 0.25 * (12 - 0.5 / 3)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(
    diameter=st.floats(5, 50), height=st.floats(3, 40), count=st.integers(3, 60), depth=st.floats(0.1, 1.2),
    share=st.one_of(st.just(0.0), st.just(1.0), st.floats(0, 1)), land=st.floats(0.02, 0.9),
)  # fmt: skip
def test_a_straight_knurl_is_its_core_and_its_ridges_whatever_its_run_out(diameter, height, count, depth, share, land):
    sizes = diameter, height, count, depth, MIN_RISE_MM + share * (height / 2 - 1.51 * MIN_RISE_MM), land
    assert sound_volume(straight_knurl(*sizes)) == pytest.approx(straight_volume(*sizes), rel=1e-5)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(
    diameter=st.floats(5, 50), height=st.floats(3, 40), count=st.integers(3, 24), rows=st.integers(2, 8),
    depth=st.floats(0.1, 1.2), land=st.floats(0.02, 0.9),
)  # fmt: skip
def test_a_diamond_knurl_is_its_core_and_its_pyramids(diameter, height, count, rows, depth, land):
    sizes = diameter, height, count, rows, depth, land
    assert sound_volume(diamond_knurl(*sizes)) == pytest.approx(diamond_volume(*sizes), rel=1e-5)


def test_a_knurl_takes_the_booleans_of_a_knob():
    knob = fuse(diamond_knurl(20, 10, 24, 5, 0.5), cq.Workplane().circle(9).extrude(-3), "Skirt")
    knob = cut(knob, cq.Workplane().circle(3).extrude(8, both=True), "Bore")
    expected = diamond_volume(20, 10, 24, 5, 0.5, LAND) + 3 * pi * 81 - pi * 9 * (8 + 3)
    assert sound_volume(knob) == pytest.approx(expected, rel=2e-3)


def test_a_flat_ridge_lies_across_x():
    knurl = straight_knurl(20, 10, 40, 0.5, 1)
    box = knurl.val().BoundingBox()
    assert (box.xmin, box.xmax) == pytest.approx((-10, 10), abs=1e-5)
    (land,) = knurl.faces(cq.selectors.BoxSelector((9.9, -1, 4), (10.1, 1, 6))).vals()
    assert land.Area() == pytest.approx(8 * 2 * 10 * tan(LAND * pi / 40))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: fluted_grip(20, 10, 40, 0.9, 2.4), "40 flutes of 3.48 mm do not fit round 20 mm"),
        (lambda: fluted_grip(20, 10, 6, 5, 2.4), "Flutes 5 mm deep do not go into"),
        (lambda: straight_knurl(20, 10, 40, 6, 1), "40 ridges 6 mm deep do not go on"),
        (lambda: straight_knurl(20, 2, 40, 0.5, 1), "do not go on a grip of 20 x 2 mm"),
        (lambda: straight_knurl(20, 10, 40, 0.5, 0), "A run-out of 0 mm at both ends leaves no true ridge"),
        (lambda: straight_knurl(20, 10, 40, 0.5, 4.99999), "A run-out of 4.99999 mm at both ends leaves no"),
        (lambda: diamond_knurl(20, 10, 40, 1, 0.5), "two rows or more"),
        (lambda: diamond_knurl(20, 10, 40, 5, 0.5, 0.0), "flats on its tips"),
        (lambda: straight_knurl(20, 10, 40, 0.5, 1, 1.0), "flats on its tips"),
    ],
)
def test_sizes_that_make_no_grip_are_refused(make, words):
    with pytest.raises(Failed, match=words):
        make()


def test_facets_that_leave_a_hole_are_refused():
    points = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], float)
    facets = [(0, 2, 1), (0, 1, 3), (1, 2, 3), (0, 3, 2)]
    assert sound_volume(facet_solid(points, facets)) == pytest.approx(1 / 6)
    with pytest.raises(Failed, match="do not close"):
        facet_solid(points, facets[:3])
    with pytest.raises(Failed, match="do not close"):
        facet_solid(points, [*facets[:3], (0, 2, 3)])
