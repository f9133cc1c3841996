"""Bores against areas of their sections, drawn apart from them, level by level."""

from math import asin, pi, sin, sqrt

import cadquery as cq
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, Polygon, box, union_all
from shapely.affinity import rotate
from support.sound_shapes import sound_volume

from configurator.domain.errors import Failed
from configurator.shapes.booleans import cut
from configurator.shapes.bores import (
    OUT_MM,
    SERRATION_LAND,
    d_bore,
    hexagonal_bore,
    keyed_bore,
    round_bore,
    serrated_bore,
    splined_bore,
)

SIDE, HIGH = 40.0, 30.0
ARC_PIECES = 500


def disc(radius):
    return Point(0, 0).buffer(radius, quad_segs=ARC_PIECES)


def d_section(diameter, across_flat):
    return disc(diameter / 2) - box(across_flat - diameter / 2, -diameter, diameter, diameter)


def splined_section(minor, major, count, width):
    flutes = [rotate(box(0, -width / 2, major, width / 2), 360 * n / count, origin=(0, 0)) for n in range(count)]
    return disc(minor / 2) | (union_all(flutes) & disc(major / 2))


def serrated_section(minor, major, count):
    """Of straight lines from ridge to groove, within the outer circle and with all of the inner one."""
    turns = 2 * pi / count * (np.arange(count)[:, None] + np.array([-1, 1]) * SERRATION_LAND / 2)
    grooves, ridges = major / 2 * np.exp(1j * turns), minor / 2 * np.exp(1j * (turns + pi / count))
    corners = np.hstack([grooves, ridges]).ravel()
    return disc(minor / 2) | (Polygon(np.column_stack([corners.real, corners.imag])) & disc(major / 2))


def keyed_section(diameter, width, height):
    return disc(diameter / 2) | box(0, -width / 2, height - diameter / 2, width / 2)


def hexagon(across_flats):
    corners = across_flats / sqrt(3) * np.exp(1j * np.arange(6) * pi / 3)
    return Polygon(np.column_stack([corners.real, corners.imag]))


def removed_by(tool):
    """mm3 that the bore takes out of a block through whose underside it goes."""
    block = cq.Workplane().box(SIDE, SIDE, HIGH).translate((0, 0, HIGH / 2))
    return SIDE**2 * HIGH - sound_volume(cut(block, tool, "Bore"))


def volume(section, over_all, depth, lead_in):
    """Within the section and a cone of 45 degrees about it, by the middles of thin levels."""
    wide, steps = over_all / 2 + lead_in, 200
    top = min(wide, depth) if lead_in else 0.0
    levels = (np.arange(steps) + 0.5) * top / steps
    countersunk = sum((section | disc(wide - z)).area for z in levels) * top / steps
    return countersunk + section.area * (depth - top)


BORES = {
    "D": (d_bore, d_section, lambda diameter, across: diameter, (8, 6.5)),
    "D, nearly half": (d_bore, d_section, lambda diameter, across: diameter, (8, 4.1)),
    "D, nearly round": (d_bore, d_section, lambda diameter, across: diameter, (8, 7.95)),
    "splined": (splined_bore, splined_section, lambda minor, major, count, width: major, (11, 14, 6, 3)),
    "many splines": (splined_bore, splined_section, lambda minor, major, count, width: major, (23, 26, 24, 1.4)),
    "serrated": (serrated_bore, serrated_section, lambda minor, major, count: major, (5.2, 6, 18)),
    "few ridges": (serrated_bore, serrated_section, lambda minor, major, count: major, (10, 14, 6)),
    "keyed": (keyed_bore, keyed_section, lambda diameter, width, height: diameter, (12, 4, 13.8)),
    "hexagonal": (hexagonal_bore, hexagon, lambda across: 2 * across / sqrt(3), (10,)),
}


@pytest.mark.parametrize("lead_in", [0.0, 0.5, 2.0])
@pytest.mark.parametrize("name", BORES)
def test_a_bore_takes_away_its_section_and_its_countersink(name, lead_in):
    bore, section, over_all, sizes = BORES[name]
    expected = volume(section(*sizes), over_all(*sizes), 12.0, lead_in)
    assert removed_by(bore(*sizes, 12.0, lead_in)) == pytest.approx(expected, rel=4e-3)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(diameter=st.floats(1, 30), depth=st.floats(2, 25), lead_in=st.floats(0, 1.5))
def test_a_round_bore_is_a_cylinder_with_a_cone(diameter, depth, lead_in):
    radius = diameter / 2
    exact = pi * (radius**2 * depth + radius * lead_in**2 + lead_in**3 / 3)
    assert removed_by(round_bore(diameter, depth, lead_in)) == pytest.approx(exact, rel=1.2e-2)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(diameter=st.floats(3, 20), share=st.floats(0.55, 0.98), lead_in=st.floats(0, 1))
def test_a_flat_is_where_it_is_stated(diameter, share, lead_in):
    tool = d_bore(diameter, share * diameter, 10, lead_in)
    above = tool.intersect(cq.Workplane().box(50, 50, 1).translate((0, 0, 10))).val().BoundingBox()
    assert above.xlen == pytest.approx(share * diameter, abs=1e-4)
    assert (above.xmin, above.zmax) == pytest.approx((-diameter / 2, 10), abs=1e-4)


def test_a_tool_reaches_out_of_its_mouth():
    assert round_bore(5, 10).val().BoundingBox().zmin == pytest.approx(-OUT_MM, abs=1e-4)


def test_flutes_may_nearly_meet_and_no_more():
    widest = 10 * sin(pi / 6)
    assert splined_bore(10, 12, 6, 0.98 * widest, 5).val().isValid()
    with pytest.raises(Failed, match="width of 5 mm is not between 0 and 5"):
        splined_bore(10, 12, 6, widest, 5)
    assert asin(widest / 10) == pytest.approx(pi / 6)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: d_bore(8, 4, 10), "across_flat"),
        (lambda: d_bore(8, 8, 10), "across_flat"),
        (lambda: splined_bore(8, 8, 6, 2, 10), "major"),
        (lambda: serrated_bore(6, 6, 18, 10), "major"),
        (lambda: keyed_bore(8, 2, 8, 10), "height"),
        (lambda: keyed_bore(8, 8, 9, 10), "width"),
        (lambda: round_bore(8, 10, 10), "lead_in"),
    ],
)
def test_sizes_that_make_no_such_bore_are_refused_by_name(make, name):
    with pytest.raises(Failed, match=f"A bore's {name} of"):
        make()
